using Reconvene.Server.Search;

namespace Reconvene.Server.Tests.Search;

public sealed class SaidPlacesTests
{
    [Fact]
    public void A_term_is_found_whole_and_by_its_beginning()
    {
        var said = new SaidText();
        said.Add(1, "Maria", "Plans and a planet.");
        said.Add(2, "Tom\n3 4", "The plan, plan, plan.");
        said.Add(12, null, "We planned it.");

        Assert.Equal([1, 2, 12], said.Places.Of(SaidTerm.Word("plan")));
        Assert.Equal([1], said.Places.Of(SaidTerm.Word("planet")));
        Assert.Empty(said.Places.Of(SaidTerm.Word("pla")));
        Assert.Equal([1, 2, 12], said.Places.Beginning(SaidTerm.Word("pla")).Distinct().Order());
        Assert.Equal([2], said.Places.Of(SaidTerm.Speaker("Tom\n3 4")));
        Assert.Empty(said.Places.Of(SaidTerm.Speaker("Tom")));
    }

    [Fact]
    public void The_best_segments_hold_most_of_the_words_the_earlier_first()
    {
        var said = new SaidText();
        said.Add(1, "Maria", "a release");
        said.Add(2, "Tom", "a plan for a release");
        said.Add(3, "Maria", "a plan");
        said.Add(4, "Tom", "a release");
        SearchWord[] words = [new("releas", null), new("plan", "pla")];

        var all = SegmentHits.Of(said.Places, words, null);
        var ofMaria = SegmentHits.Of(said.Places, words, said.Places.Of(SaidTerm.Speaker("Maria")).ToHashSet());

        Assert.Equal((4, "2 1 3"), (all.Total, string.Join(' ', all.Best)));
        Assert.Equal((2, "1 3"), (ofMaria.Total, string.Join(' ', ofMaria.Best)));
    }
}
