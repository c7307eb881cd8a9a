using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

public sealed class ClientSecretTests
{
    [Theory]
    [Engines]
    public async Task A_secret_for_an_app_without_client_id_is_refused_with_what_to_do_and_changes_nothing(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var pasted = await world.PostAsync(
            "/api/v1/credentials/", new { platform = "zoom", credentials = new { access_token = "canary-access-token-of-somebody" } });
        var id = pasted.GetProperty("id").GetInt64();

        var answer = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/credentials/{id}", """{"client_secret":"canary-secret-0123456789","account_name":"Other"}""");

        Assert.True(answer.Code is 422, answer.Text);
        Assert.Equal("client_secret", Assert.Single(answer.Fields));
        Assert.Contains("/api/v1/zoom-apps/", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.NotEqual("Other", (await world.CredentialAsync(id)).GetProperty("account_name").GetString(), StringComparer.Ordinal);
    }
}
