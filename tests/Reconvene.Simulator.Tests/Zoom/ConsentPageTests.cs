using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public partial class ConsentPageTests
{
    [Fact]
    public async Task The_page_names_the_app_its_scopes_and_the_active_users_to_choose_from()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await sim.Http.GetAsync(client.AuthorizePath(), sim.Cancellation);
        var page = await answer.Content.ReadAsStringAsync(sim.Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(client.App.Name, page, StringComparison.Ordinal);
        Assert.Contains("cloud_recording:read:list_user_recordings", page, StringComparison.Ordinal);
        Assert.Contains("Анна Соколова", page, StringComparison.Ordinal);
        Assert.DoesNotContain("igor.volkov", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sam.newcomer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("north.sim.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Allowing_on_the_page_leads_back_with_a_code_and_the_state()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await DecideAsync(sim, client.AuthorizePath(), "allow", Client.Anna);

        var query = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith(Client.Redirect + "?", answer.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.Equal("st/ate &", query["state"].ToString());
        using var redeemed = await client.RedeemAsync(query["code"].ToString());
        Assert.Equal(HttpStatusCode.OK, redeemed.StatusCode);
        Assert.Equal(Client.Anna, Assert.Single(sim.Control.OAuth.Grants).UserEmail);
    }

    [Fact]
    public async Task Declining_on_the_page_leads_back_with_an_error_and_the_state()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await DecideAsync(sim, client.AuthorizePath(), "decline", Client.Maria);

        Assert.Equal(Client.Redirect + "?error=access_denied&state=st%2Fate%20%26", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_control_calls_lead_where_the_page_leads()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        var allowed = await sim.Control.OAuth.ConsentAsync(client.AuthorizeUrl(), Client.Maria, sim.Cancellation);
        var declined = await sim.Control.OAuth.DeclineAsync(client.AuthorizeUrl(), sim.Cancellation);

        Assert.Matches("^https://client\\.example/back\\?code=simcode_[A-Za-z0-9]{24}&state=st%2Fate%20%26$", allowed.OriginalString);
        Assert.EndsWith("?error=access_denied&state=st%2Fate%20%26", declined.OriginalString, StringComparison.Ordinal);
        Assert.Empty(sim.Control.Log);
    }

    [Fact]
    public async Task An_address_that_is_not_on_the_list_is_told_and_never_led_to()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await sim.Http.GetAsync(client.AuthorizePath(redirect: Client.Redirect + "/"), sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains(
            "Invalid redirect: https://client.example/back/ (4,700)",
            await answer.Content.ReadAsStringAsync(sim.Cancellation),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response_type=code", "response_type=token", "4,700")]
    [InlineData("client_id=simclient_", "client_id=stranger_", "4,702")]
    [InlineData("code_challenge_method=S256", "code_challenge_method=plain", "4,700")]
    public async Task A_wrong_request_gets_an_error_page_with_the_number(string right, string wrong, string number)
    {
        await using var sim = await Sim.StartAsync();
        var path = Client.Of(sim).AuthorizePath().Replace(right, wrong, StringComparison.Ordinal);

        using var answer = await sim.Http.GetAsync(path, sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"({number})", await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_switched_off_cannot_be_allowed()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        sim.Control.OAuth.ChangeApp(client.App.ClientId, new AppChange { IsEnabled = false });

        using var answer = await sim.Http.GetAsync(client.AuthorizePath(), sim.Cancellation);

        Assert.Contains("(4,717)", await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Further_parameters_are_ignored()
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.Http.GetAsync(Client.Of(sim).AuthorizePath(further: "&scope=everything"), sim.Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("everything", await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("igor.volkov@sim.example")]
    [InlineData("lena.fischer@north.sim.example")]
    [InlineData("nobody@sim.example")]
    public async Task Only_active_users_of_the_account_may_allow_an_app_that_is_not_published(string user)
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await DecideAsync(sim, Client.Of(sim).AuthorizePath(), "allow", user);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(user, await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_app_may_be_allowed_by_users_of_other_accounts()
    {
        await using var sim = await Sim.StartAsync();
        var client = new Client(sim, sim.Control.OAuth.AddApp(new NewApp { RedirectUris = [Client.Redirect], IsPublished = true }));

        var (access, _) = await client.PairAsync("lena.fischer@north.sim.example");
        using var me = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", access);

        Assert.Equal("lena.fischer@north.sim.example", (await sim.JsonAsync(me))["email"]!.ToString());
    }

    [Fact]
    public async Task Who_is_signed_in_is_not_asked_who_he_is()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.SignedInUser = Client.Anna;

        var page = await sim.Http.GetStringAsync(Client.Of(sim).AuthorizePath(), sim.Cancellation);

        Assert.DoesNotContain("<select", page, StringComparison.Ordinal);
        Assert.Contains("Signed in as", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_states_cannot_break_out_of_the_page()
    {
        await using var sim = await Sim.StartAsync();
        var app = sim.Control.OAuth.AddApp(new NewApp { Name = "<script>alert(1)</script>", RedirectUris = [Client.Redirect] });

        var page = await sim.Http.GetStringAsync(
            new Client(sim, app).AuthorizePath().Replace("st%2Fate", "%22%3E%3Cscript%3E", StringComparison.Ordinal), sim.Cancellation);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    /// <summary>Sends the form as a browser would, with the hidden fields of the page.</summary>
    private static async Task<HttpResponseMessage> DecideAsync(Sim sim, string path, string decision, string user)
    {
        var page = await sim.Http.GetStringAsync(path, sim.Cancellation);
        var fields = HiddenField().Matches(page).ToDictionary(
            match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);
        fields["user"] = user;
        fields["decision"] = decision;
        using var form = new FormUrlEncodedContent(fields);
        return await sim.Http.PostAsync("/oauth/authorize", form, sim.Cancellation);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
