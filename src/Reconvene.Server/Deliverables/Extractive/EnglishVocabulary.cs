using System.Collections.Frozen;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Deliverables.Extractive;

internal sealed class EnglishVocabulary : Vocabulary
{
    public static readonly EnglishVocabulary Instance = new();

    /// <summary>What people at work promise each other; seeing, thinking and saying are not tasks.</summary>
    private const string Doing =
        "(send|prepare|write|check|review|update|fix|create|book|schedule|reschedule|call|e-?mail|message|ping|follow up|draft|finish|complete|"
        + "deliver|set up|look into|talk to|speak (to|with)|ask|test|deploy|publish|upload|collect|gather|contact|organi[sz]e|arrange|invite|"
        + "document|investigate|order|pay|buy|find out|find|confirm|submit|merge|release|compile|design|build|add|remove|delete|translate|"
        + "record|post|print|sign|report|measure|compare|present|migrate|rename|reach out|circulate|handle|take care of|"
        + "take over|take that|take this|take it|make sure|make a|get back|move the|move our|move all|file|open a|close the|put together|"
        + "work on|share the|share a|come up with|double.check|sort out|clean up|bring|rewrite|refactor|estimate|roll back|roll out)";

    private const string Weekday = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)";

    private const string Month =
        "(january|february|march|april|may|june|july|august|september|october|november|december)";

    private const string Day =
        "((the )?end of (the |this |next )?(day|week|month|quarter|year|sprint)|(next |this |coming )?" + Weekday
        + "( (morning|afternoon|evening|noon))?|tomorrow( (morning|afternoon|evening|noon))?|tonight|today|noon|(next|this) (week|month|quarter|sprint)|"
        + Month + @" (the )?\d{1,2}(st|nd|rd|th)?|(the )?\d{1,2}(st|nd|rd|th)? (of )?" + Month
        + @"|the \d{1,2}(st|nd|rd|th)|eod|eow|\d{1,2}(:\d\d)? ?(am|pm|a\.m\.|p\.m\.))";

    public override FrozenSet<string> StopWords { get; } = Set(
        """
        a about above actually after again all almost also am an and any anybody anyone anything are around as at away back be became because
        been before being below between both but by call called came can can't cannot come could couldn't did didn't do does doesn't doing don't
        done down during each either else even ever every everybody everyone everything few for from further gave get gets getting give go goes
        going gonna gone good got gotta great had has have haven't having he he's her here here's hers him his how i i'd i'll i'm i've if in into
        is isn't it it's its just kind kinda know knew last least less let let's like little long look looking lot lots made make makes making many
        may maybe me mean might more most much must my need needs never new next nice no nobody not nothing now of off oh ok okay on once one ones
        only or other others our out over own part people perhaps please pretty put quite rather really right said same saw say saying says see seen
        shall she should since so some somebody someone something somewhat sort still such sure take takes talk tell than thank thanks that that's
        the their them then there there's these they they're thing things think this those though three through time times to today together too
        took two under until up us use very wanna want wants was wasn't way we we'd we'll we're we've well went were weren't what what's whatever
        when where whether which while who who's whole whom whose why will with within without won't would wouldn't yeah yep yes yet you you'd
        you'll you're you've your yours um uh er ah hmm mm first second third different able big another bit
        """);

    public override FrozenSet<string> Fillers { get; } = Set(
        "um uh er ah oh hmm mm okay ok so well and but yeah yes yep right alright anyway now also actually basically like");

    public override FrozenSet<string> BackwardPointers { get; } = Set(
        "it it's it'll it'd that that's that'll this those these they they're they'll they've he he's he'll she she's she'll his her their them which because or then than its there here what who whose whom how why where when same is are was were");

    public override FrozenSet<string> Pronouns { get; } = Set("i i'm i've i'll me my you you're you've your he she him her they they're them their it it's its this these those");

    public override FrozenSet<string> Continuations { get; } = Set("who who's where's what's how's which whose whom is are was were than to of nor meaning including especially");

    public override FrozenSet<string> Subordinators { get; } = Set("if when while because although though since unless until whether as whereas once before after");

    public override FrozenSet<string> Joiners { get; } = Set("and but so or");

    public override FrozenSet<string> Verbs { get; } = Set(
        """
        add agree allow am appear are arrive ask become begin believe break bring build buy call can change choose come confirm consider continue cost
        could cover create cut decide depend did die do does don't drop eat end expect fail fall feel find fit follow forget get give go grow had handle
        happen has have hear help hold include is isn't keep know land last lead learn leave let like live look lose love make may mean meet might miss move
        must need offer pay prefer provide put reach read receive reinforce remain remember remove return run save say see seem sell send set should show
        sound spend stand start stay stop take talk tell test think took try understand use want was watch were went will win won't work write
        """);

    public override FrozenSet<string> Abbreviations { get; } = Set("mr mrs ms dr prof st vs etc e.g i.e inc ltd no jr sr approx a.m p.m");

    public override Phrases Housekeeping { get; } = new(
        @"\b(can|do) (you|everyone|everybody|anyone) (all )?(hear|see)|\bshar(e|ing) (my|your|the|a|his|her) ?(power|screen)|share screen|\bmuted?\b|\bunmute|"
        + @"waiting room|\blet (people|them|him|her|everyone) in|\b(in|into|to|through) the chat|\bthank(s| you)|\bwelcome\b|good (morning|afternoon|evening)|"
        + @"\bbye\b|see you|how are you|how's it going|nice to (meet|see)|\brecording (this|now|in progress)|we're recording|start(ed)? (the )?recording|"
        + @"camera|microphone|\bmy video\b|your video|round of applause|can you (all )?see|next slide|\bhello\b|\bhi\b|zoom window|running out of time|"
        + @"bear with me|give me a (second|minute|moment)|technical difficult|join(ing)? us|my name is|have a (wonderful|great|good|nice)|"
        + @"i'?m (just )?kidding|turn (it|things) over|without further ado|few minutes late|waiting for");

    public override Phrases Signpost { get; } = new(
        @"\b(let'?s|let us|let me|we'll|we will|i'll|i will|i'm going to|i want(ed)? to|i'd like to|we're going to|we are going to)( now| just| also| then| quickly| sort of)? "
        + @"(take (a|one|another) (closer |quick |real )?(look|step|second|scenario|moment)|look|go back|come back|move on|show|visit|discuss|talk about|see|tell|start off|"
        + @"do one more|use (the|this|that) same|have (some |our |a few )?(examples?|questions?)|(start|begin) with (our|my|a|an|the) (first|second|short|quick|brief|questions?|examples?|overview))\b",
        @"\b(next|last|final|other|another|first|second|third|fourth|previous|one more) (example|slide|question)\b|\b(back|get|gets|come|comes|brings (me|us)|leads (me|us)) to (our|my|the) |"
        + @"\btake a (step|second|look|moment)\b|\bas you can see\b|\byou can (all )?see\b|\bpointing (at|to)\b|\bcursor\b|\b(take|have) a (\w+ )?break\b|\bquestion (\w+ |we \w+ |\w+ \w+ )?(is,|is (is|what|how|why|who|when|if|whether|does|do|can|are)\b|of what\b)|\bon the (screen|slide)\b|\bright (here|back)\b|"
        + @"\bth(is|ese|ose|at) (graphs?|pictures?|images?|slides?|charts?|examples?|headlines?|questions?)\b|\bat the (very )?end( of (this|the) (talk|call|meeting|session|lesson))?([.,!?;]|$)");

    public override Phrases Imagined { get; } = new(
        @"\b(would|wouldn't|suppose|supposing|imagine|assum(e|es|ed|ing|ptions?)|hypothetical\w*|scenarios?)\b|\w'd\b|\bif\b.*\bcould\b|\bcould\b.*\bif\b|\b(let's|let us) (say|pretend)\b|\bwhat if\b");

    public override Phrases Announcement { get; } = new(@"\b(said|says)\b|\b(told (me|us|them|you)|wrote|reads?|advertisements?|headlines?|articles?|quotes?|statements?|claims?)[.:,]?$");

    public override Phrases Stumble { get; } = new(@"\b(um|uh|er|you know|i mean|sort of|kind of|or something|or whatever|by the way|i don't know)\b|[\w%] (okay|ok|yeah)[.!]$");

    public override Phrases Emphasis { get; } = new(
        @"\b(main|key|important|importantly|crucial|critical|biggest|fundamental|essential|overall|in (short|summary|conclusion)|the (point|goal|problem|issue|reason|"
        + @"result|plan|idea|lesson|conclusion|difference|risk) (is|was|here)|bottom line|turns? out|we (found|learned|need to|want to|should|must)|"
        + @"means that|to sum|the first thing|most of all|what this (says|tells|means)|(increase|decrease|grew|dropped|rose|fell)[a-z]*|per ?cent|%)");

    public override Phrases Decision { get; } = new(
        @"\bwe('ve| have)? (all )?(decided|agreed|settled|chosen|chose|resolved|concluded|approved|signed off)\b|\b(the|our|final) decision (is|was)|\bwe decide\b|\bit'?s (been )?decided|"
        + @"^(decided|agreed|settled)[,:.]? ?(then|so|that|to|on)\b|\b(let's|let us|we'll|we will|we are going to|we're going to|we're gonna) (go (with|ahead)|stick (with|to)|keep|"
        + @"use|move (the|our|to)|drop|switch|postpone|delay|launch|ship|cancel|adopt|choose|stay with|freeze|hire|skip|leave (it|the|that))\b|"
        + @"\bso (the )?decision\b|\bdecision( then| now)?:|\b(that|this|the \w+) is approved\b|\bwe won't\b");

    public override Phrases NoDecision { get; } = new(
        @"\b(haven't|have not|not|never|didn't|did not|hasn't|cannot|can't) (yet )?(been )?(decided?|agreed?|settled?|chosen|approved?)|\bif we\b|\bshould we\b|\bwhat if\b|"
        + @"\b(once|when|whether|before|until|unless) (we|they)('ve| have)? (decided?|agreed?|settled?|chosen?|approved?)\b|\b(thought|think|wish|hope|guess|suggest|propose|maybe|perhaps|probably) (that )?we\b|"
        + @"\b(decided?|agreed?) (that )?(we |to )(need |needed |have |had |should )?(to )?(figure|find out|look|think|see|talk|discuss|decide)\b|"
        + @"let's (use|start with|keep) (this|that|our first)|use (this|that) example");

    public override Phrases Earlier { get; } = new(
        @"^(last|previously|yesterday|back (then|in)|in the past|years ago)\b|\b(decided|agreed|settled|chose|chosen|resolved|approved)( already| back)? (last|yesterday|in (19|20)\d\d|years ago|long ago|at that time)\b|"
        + @"\b(last (year|month|week|quarter|time|spring|summer|autumn|fall|winter)|yesterday|(years?|months?|weeks?|days?) ago)[.!]?$");

    public override Phrases OwnPromise { get; } = new(
        @"\b(i'll|i will|i can|i'm going to|i am going to|i'm gonna|i promise to) (also |then |just |quickly |personally )?" + Doing + @"\b|\bi('ll| will) have (it|that|this|the \w+) "
        + @"(ready|done|finished)|\b(i'll|i will) do (that|it|this)\b.*\b(by|before|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday)");

    public override Phrases NoPromise { get; } = new(
        @"\b(don't|do not|doesn't|didn't|cannot|can't|never) (think|believe|know|see|guarantee|promise|say)\b|\b(not sure|doubt|wish|hope|if|whether|unless|until|maybe|perhaps) (that )?(i|i'll|i will|i can|we)\b|"
        + @"\b(i'll|i will|i can) (never|hardly|not|barely)\b");

    public override Phrases Consent { get; } = new(
        @"^(sure|yes|yeah|yep|ok|okay|of course|certainly|absolutely|no problem|will do|i will|i'll|i can|gladly|happy to|can do|fine|agreed|got it|on it|definitely|with pleasure)\b");

    public override Phrases Refusal { get; } = new(@"^(no[,.!]|no$|sorry|unfortunately|i'm afraid)|\bi (can't|cannot|won't|will not|don't have time|don't think|am not able|couldn't)\b|\bnot (me|my job|this week)\b");

    public override Phrases NamedTask { get; } = new(
        @"(^|[,.;:] |\band |\bso |\bok(ay)?,? |\bthen )(?<name>\p{L}[\p{L}'-]+)(, | )(can|could|will|would|should|must|has to|have to|needs to|is going to|is to|please|you'll|you will)"
        + @"( you)?( please)?( also| then)? (to )?" + Doing
        + @"\b|\b(can|could|would|will) (?<name>you)( please| also)? " + Doing + @"\b|(?<name>\p{L}[\p{L}'-]+),? (please )?(take|own|owns) (this|that|it) one");

    public override Phrases Plea { get; } = new(@"\bplease " + Doing + @"\b");

    public override Phrases OpenTask { get; } = new(
        @"\b(action items?|to.?do|next steps?)( is| are|:|,)|\b(we|someone|somebody) (need|needs|have|has|still need) to " + Doing + @"\b|\bmake sure (to|that|we)\b.*\b(by|before)\b|"
        + @"\b(must|has to|have to|needs to) be (done|ready|sent|finished|fixed|tested|approved|published) (by|before|until|on)\b");

    public override Phrases Due { get; } = new(
        @"\b((no later than|by|before|until|till|on|for|at) )?" + Day + @"\b( at \d{1,2}(:\d\d)?( ?(am|pm))?)?|\b(in|within) (a|an|one|two|three|four|five|\d+) (hours?|days?|weeks?|months?)\b|\basap\b|\bas soon as possible\b");

    public override Phrases Question { get; } = new(
        @"\b(how|what|why|when|where|which( \w+)?( of \w+)?) (do|does|did|is|are|can|could|should|would|will) (you|we|they|i|he|she|it|this)\b|\bany idea (what|how|why|who|where|when)\b|^you (think|believe|know|remember|mean|want)\b|"
        +         @"^(so |and |but |okay,? |well,? )*(what|how|why|when|where|which) (do|does|did|is|are|can|could|should|would|will) (we|you|they|i|it|the|this|that|our|your|anyone|people|there)\b|"
        + @"^(so |and |but |okay,? )*(do|does|did|are|can|could|should|would|will|have|is) (you|we|they|i|it|the|this|that|anyone|anybody|there any\w*)\b");

    public override Phrases Idiom { get; } = new(
        @"\bin order (to|that)\b|\bof course\b|\b(for|as an) (example|instance)\b|\bin (general|fact|particular|case|terms of|charge|front of)\b|\bat (least|the moment|the end)\b|\ba (lot|couple|number) of\b|\bas well\b|\bby virtue of\b");

    public override bool NamesNothing(string word) =>
        (word.Length > 5 && word.EndsWith("ly", StringComparison.Ordinal) && !NounsLikeAdverbs.Contains(word)) || NeverNouns.Contains(Stem(word));

    private static FrozenSet<string> NounsLikeAdverbs { get; } = Set("family supply assembly anomaly monopoly butterfly");

    private static FrozenSet<string> NeverNouns { get; } = WordsOf(
        """
        add agree appear arrive ask assume become begin believe bring choose come confirm consider continue create decide depend enter exist expect explain
        fall feel find follow forget get hang happen hear include increase keep let listen lose make mean meet occur prefer provide reach receive reduce reinforce
        remain remember remove say seem send show spend stay suggest take tell think understand want welcome write
        """).Select(EnglishStems.Of).ToFrozenSet(StringComparer.Ordinal);

    public override string Stem(string word) => EnglishStems.Of(word);
}
