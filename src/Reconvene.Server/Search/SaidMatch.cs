using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Search;

/// <summary>What the index is asked for, in the language of the engine.</summary>
internal sealed class SaidMatch(Engine engine, TenantId tenant)
{
    /// <summary>Selects the ids of the recordings that have what the parameter asks for.</summary>
    public string Select(string parameter) => engine is Engine.Postgres
        ? $"SELECT id FROM said_with(CAST({parameter} AS tsquery)) AS said (id)"
        : $"SELECT rowid AS id FROM said WHERE said MATCH {parameter}";

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
