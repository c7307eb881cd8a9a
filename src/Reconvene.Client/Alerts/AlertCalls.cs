namespace Reconvene.Client.Alerts;

/// <summary>Reads alerts.</summary>
public static class AlertCalls
{
    /// <summary>Every alert, the newest first, page by page as they are taken.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="state">Only those that are open, or resolved; all when null.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<AlertView> ListAlertsAsync(
        this ReconveneClient client, AlertState? state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var only = state switch
        {
            AlertState.Open => "&state=open",
            AlertState.Resolved => "&state=resolved",
            _ => "",
        };
        return client.ListAsync<AlertView>($"api/v1/alerts?limit=300{only}", cancellation);
    }
}
