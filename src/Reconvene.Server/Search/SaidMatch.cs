using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Search;

/// <summary>What the index is asked for, in the language of the engine.</summary>
internal sealed class SaidMatch(Engine engine, TenantId tenant)
{
    /// <summary>The column of the index that names the recording.</summary>
    public static string Id(Engine engine) => engine is Engine.Postgres ? "recording_id" : "rowid";

    /// <summary>That a row of the index is what is asked for.</summary>
    public static string Condition(Engine engine, string parameter) =>
        engine is Engine.Postgres ? $"terms @@ CAST({parameter} AS tsquery)" : $"said MATCH {parameter}";

    /// <summary>All the words, and the speaker when one is named.</summary>
    public string Of(IReadOnlyList<SearchWord> words, string? speaker)
    {
        var all = words.Select(Word);
        return string.Join(
            engine is Engine.Postgres ? " & " : " AND ", speaker is null ? all : all.Append(Term(SaidTerm.Speaker(speaker))));
    }

    private string Word(SearchWord word)
    {
        var stem = Term(SaidTerm.Word(word.Stem));
        return word.Beginning switch
        {
            null => stem,
            { Length: <= SaidTerm.LongestBeginning } few => Either(stem, Term(SaidTerm.Beginning(few))),
            var many => Either(stem, $"{Term(SaidTerm.Word(many))}{(engine is Engine.Postgres ? ":*" : " *")}"),
        };
    }

    private string Either(string one, string other) => $"({one} {(engine is Engine.Postgres ? "|" : "OR")} {other})";

    private string Term(string term) =>
        engine is Engine.Postgres ? $"'{SaidTerm.Of(tenant, term)}'" : $"\"{SaidTerm.Of(tenant, term)}\"";
}
