namespace Reconvene.Server.Deliverables.Models;

/// <summary>What binds an answer to its form, the strictest first.</summary>
internal enum AnswerBinding
{
    /// <summary>A JSON schema.</summary>
    Schema,

    /// <summary>That it is JSON; the schema stands in the rules.</summary>
    AnyJson,

    /// <summary>The rules alone.</summary>
    None,
}
