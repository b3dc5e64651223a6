import tests.db.test_improving_chicago as c
from hearings.improving import likeness
from hearings.improving.verdicts import changed,told,beyond
years=c.years
def test_x(years):
    import inspect
    src=inspect.getsource(likeness.alike)
    for n in (5,8,10,15,25):
      for far in (.1,.07):
        likeness.FARTHEST=far
        ns=dict(vars(likeness)); exec(src.replace('near[:ENOUGH]',f'near[:{n}]').replace('def alike','def alike2'),ns); c.alike=ns['alike2']
        ns['FARTHEST']=far
        ours,theirs=c.groups(years)
        t=c.windows_of(years,theirs); o=c.windows_of(years,ours)
        s=changed(o.flagged,o.after,c.LOWERED); p=changed(t.flagged,t.after,c.LOWERED)
        b=changed(o.before,o.after,c.LOWERED); q=changed(t.before,t.after,c.LOWERED)
        print(n,far,len(theirs),[c.share(x) for x in (o.before,o.flagged,o.after,t.before,t.flagged,t.after)],told(p),'|',told(beyond(s,p)),'||',told(q),'|',told(beyond(b,q)))
    assert 0
