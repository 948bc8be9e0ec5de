namespace ShimLsp.Core.Conversation.Asking;

/// <summary>English words of follow-ups.</summary>
internal static class FollowUpEnglish
{
    public static readonly (Says Says, string Words)[] Words =
    [
        (
            Says.Filler,
            "a an the of to for in on at with from by as is are was were be been am i i'm i'd i'll i've we we'll we're me my our us"
        ),
        (Says.Filler, "do does did doing done have has had will would can could should may might must shall let let's lets please pls plz"),
        (
            Says.Filler,
            "just only so then now very really too much many more most some any all every each both up out off over down back about"
        ),
        (
            Says.Filler,
            "into after before what what's why how how's when where who which if since because while than until there there's yet"
        ),
        (Says.Filler, "already almost maybe perhaps hm hmm well oh hey hi hello guys man bro uh um actually probably always anyway though"),
        (Says.Filler, "go going goes ahead keep continue continues continuing proceed resume next finish finished complete completed rest"),
        (
            Says.Filler,
            "remaining try tried trying retry redo rerun run runs running make makes making made use using used need needs needed"
        ),
        (
            Says.Filler,
            "want wants like think thought know see seeing seems look looks looking check checking show tell say says said explain"
        ),
        (
            Says.Filler,
            "get gets getting got give put take start started stop wait hold happen happens happening happened thing things stuff"
        ),
        (Says.Filler, "something everything anything part parts piece step steps phase option options choice item items point points plan"),
        (
            Says.Filler,
            "approach way ways idea suggestion suggestions change changes changed code file files function line lines test tests"
        ),
        (Says.Filler, "testing build builds lint commit committed push pushed merge merged pr branch docs readme changelog result results"),
        (Says.Filler, "output log logs solution version task question answer message number two three four five first second third fourth"),
        (
            Says.Filler,
            "fifth last issue issues problem problems bug bugs ship deploy day time moment minute bit little quick quickly details"
        ),
        (Says.Filler, "full proposal recommendation whatever best available possible"),
        (Says.Filler | Says.You, "you you're you've your yours"),
        (Says.Filler | Says.Points, "it it's its that that's thats this these those them they one ones other others same another again"),
        (Says.Filler | Says.Points, "instead previous above former latter here earlier else too"),
        (Says.Filler | Says.Joins, "yes y yep yeah yup but and also plus or except however although"),
        (Says.Filler | Says.Joins | Says.Denies, "no nope nah n"),
        (
            Says.Filler,
            "ok okay okey k kk alright sure agreed agree approve approved accept accepted confirm confirmed exactly lgtm understood"
        ),
        (Says.Filler | Says.Thanks, "great perfect nice cool awesome excellent lovely amazing brilliant thanks thank thx ty wow"),
        (
            Says.Filler | Says.Works,
            "work works working worked right correct correctly fixed passes pass passing passed solved resolved good fine"
        ),
        (Says.Filler | Says.Works, "better helpful helped helps"),
        (
            Says.Filler | Says.Denies,
            "not isn't doesn't doesnt didn't didnt don't dont won't wont wasn't can't cannot cant never nothing none"
        ),
        (Says.Filler | Says.Denies, "hasn't haven't aren't"),
        (Says.Filler | Says.Still, "still"),
        (
            Says.Filler | Says.Fails,
            "fail fails failed failing failure failures error errors crash* broke broken breaks breaking wrong incorrect*"
        ),
        (
            Says.Filler | Says.Fails,
            "exception* traceback stuck hang hangs hanging freezes frozen worse regress* forgot missed useless nonsense"
        ),
        (
            Says.Filler | Says.Does,
            "fix fixes fixing add write create implement refactor rename remove delete update move convert design migrate"
        ),
        (
            Says.Filler | Says.Does,
            "port optimize optimise investigate find debug document extract split generate set configure upgrade install"
        ),
        (Says.Filler | Says.Does, "replace introduce prove analyze analyse review rewrite extend clean undo revert"),
    ];
}
