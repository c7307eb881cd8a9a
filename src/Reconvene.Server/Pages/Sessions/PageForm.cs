using System.Reflection;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>What a person filled in. The guard has read it already, and let it through.</summary>
internal sealed class PageForm(IFormCollection fields)
{
    public string this[string field] => fields[field].ToString();

    /// <summary>Null for a field that was left empty.</summary>
    public string? Optional(string field) => this[field].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Minimal APIs bind the parameter through this.</summary>
    public static ValueTask<PageForm?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<PageForm?>(new(context.Request.Form));

    public override string ToString() => "***";
}
