using System.Globalization;

namespace Reconvene.Client.Connections;

/// <summary>Calls that concern connections, by name.</summary>
public static class CredentialCalls
{
    /// <summary>Every connection.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<CredentialView> ListCredentialsAsync(
        this ReconveneClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListAsync<CredentialView>("api/v1/credentials", cancellation);
    }

    /// <summary>How much a connection's Zoom account may still be asked.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="credential">The connection.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<CredentialRates> GetCredentialRatesAsync(
        this ReconveneClient client, long credential, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetAsync<CredentialRates>(
            string.Create(CultureInfo.InvariantCulture, $"api/v1/credentials/{credential}/rates"), cancellation);
    }

    /// <summary>Asks Zoom how a connection stands. It takes up to half a minute.</summary>
    /// <param name="client">With a key that may write.</param>
    /// <param name="credential">The connection.</param>
    /// <param name="createMeeting">Also makes a meeting two hours ahead and deletes it again.</param>
    /// <param name="cancellation">Stops the call; a meeting that was made is deleted nevertheless.</param>
    public static Task<CredentialCheck> CheckCredentialAsync(
        this ReconveneClient client, long credential, bool createMeeting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var query = createMeeting ? "?create_meeting=true" : "";
        return client.PostAsync<CredentialCheck>(
            string.Create(CultureInfo.InvariantCulture, $"api/v1/credentials/{credential}/check{query}"), body: null, cancellation);
    }
}
