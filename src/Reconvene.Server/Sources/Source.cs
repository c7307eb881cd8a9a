using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;

namespace Reconvene.Server.Sources;

/// <summary>A source as the sync sees it.</summary>
internal sealed record Source(
    SourceId Id, TenantId Tenant, string Name, ConnectionId Connection, ZoomSourceConfig Config, bool IsActive)
{
    /// <summary>Since when it takes these recordings: what was covered before says nothing about them.</summary>
    public DateTimeOffset ConfigChangedAt { get; init; }

    /// <summary>Recordings of meetings and webinars.</summary>
    public bool TakesMeetings => SourceRecordings.TakesMeetings(Config);

    /// <summary>Calls and voicemails of Zoom Phone.</summary>
    public bool TakesPhone => SourceRecordings.TakesPhone(Config);

    /// <summary>Everyone whose recordings the connection can see; else only those it names.</summary>
    public bool IsWholeAccount =>
        Config is { UserId: null } && Config.UserEmails is not { Count: > 0 } && Config.AccountIds is not { Count: > 0 };
}
