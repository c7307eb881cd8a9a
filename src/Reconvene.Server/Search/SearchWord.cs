namespace Reconvene.Server.Search;

/// <summary>One word that is sought, in any of its forms.</summary>
/// <param name="Stem">As it is indexed.</param>
/// <param name="Beginning">What was typed before a *, so that every stem that begins so is meant too; null without one.</param>
internal readonly record struct SearchWord(string Stem, string? Beginning)
{
    public bool Matches(string stem) => stem == Stem || (Beginning is not null && stem.StartsWith(Beginning, StringComparison.Ordinal));

    /// <summary>The segments that hold it, each once.</summary>
    public IEnumerable<int> In(SaidPlaces places) => Beginning is null
        ? places.Of(SaidTerm.Word(Stem))
        : places.Of(SaidTerm.Word(Stem)).Concat(places.Beginning(SaidTerm.Word(Beginning))).Distinct();
}
