using System.Globalization;
using System.Text;
using Dapper;

namespace Reconvene.Server.Platform.Data;

/// <summary>Many rows in one statement: the text after <c>VALUES</c>, and its parameters.</summary>
/// <param name="Values">Such as <c>(@a0, @b0), (@a1, @b1)</c>.</param>
/// <param name="Arguments">The parameters; more may be added.</param>
internal sealed record Rows(string Values, DynamicParameters Arguments)
{
    /// <summary>
    /// So many rows of ten columns stay well below the parameters that both engines allow. SQLite looks each parameter up by
    /// comparing its name with all the others, so that several short statements cost less than a long one.
    /// </summary>
    public const int MostPerStatement = 100;

    /// <summary>
    /// One column of values to be looked for: <c>WHERE id IN (VALUES …)</c>, which both engines read alike. Never empty:
    /// ask nothing when there is nothing to ask.
    /// </summary>
    public static Rows In<T>(IEnumerable<T> values, object others)
    {
        var rows = Of([.. values], ("in", value => value));
        rows.Arguments.AddDynamicParams(others);
        return rows;
    }

    public static Rows Of<T>(IReadOnlyList<T> items, params (string Name, Func<T, object?> Value)[] columns)
    {
        var text = new StringBuilder();
        var arguments = new DynamicParameters();
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i is 0 ? "(" : ", (");
            for (var c = 0; c < columns.Length; c++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{columns[c].Name}{i}");
                text.Append(c is 0 ? "@" : ", @").Append(name);
                arguments.Add(name, columns[c].Value(items[i]));
            }

            text.Append(')');
        }

        return new Rows(text.ToString(), arguments);
    }
}
