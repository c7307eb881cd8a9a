using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>A Server-to-Server connection to be made, already judged.</summary>
internal sealed record NewConnection(
    string AccountName, string? Account, string AccountId, string ClientId, Secret ClientSecret, bool IsMasterAccount);
