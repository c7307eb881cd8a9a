namespace Reconvene.Server.Jobs;

/// <summary>A job's id, a UUIDv7; the API calls it <c>task_id</c>.</summary>
internal readonly record struct JobId(Guid Value)
{
    public static JobId Parse(string text) => new(Guid.ParseExact(text, "D"));

    /// <summary>As it stands in the database and in answers.</summary>
    public override string ToString() => Value.ToString("D");
}
