using System.Net;
using System.Text.RegularExpressions;

namespace Reconvene.Testing;

/// <summary>
/// What a browser does with pages, and no more: keeps cookies, sends a form with its hidden fields and with the headers
/// that every browser adds.
/// </summary>
internal sealed partial class Browser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient _client;

    public Browser(Uri address, string language = "en")
    {
        Address = address;
        _client = new HttpClient(_handler) { BaseAddress = address };
        _client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        _client.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public Uri Address { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public Task<Answer> OpenAsync(string path) => _client.SendAsync(HttpMethod.Get, path);

    /// <summary>Opens a page and sends its form that goes to <paramref name="action"/>, with these fields filled in.</summary>
    public async Task<Answer> SendAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var opened = await OpenAsync(page);
        return await PostAsync(action, [.. Hidden(opened.Text, action), .. fields]);
    }

    /// <summary>Sends fields as a form of ours would, with nothing added to them.</summary>
    public async Task<Answer> PostAsync(string action, (string Name, string Value)[] fields, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        adjust?.Invoke(request);
        return await _client.AskAsync(request);
    }

    /// <summary>Signs in as the owner, who is made when there is none yet.</summary>
    public async Task SignInAsync(ServerUnderTest server)
    {
        await server.OwnerTokenAsync();
        var answer = await SendAsync(
            "/sign-in", "/sign-in", ("email", ServerUnderTest.OwnerEmail), ("password", ServerUnderTest.OwnerPassword));
        if (answer.Status is not HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"No sign-in: {answer.Code} {answer.Text}");
        }
    }

    /// <summary>The hidden fields of the form that goes to an address.</summary>
    public static (string Name, string Value)[] Hidden(string html, string action)
    {
        var form = Form().Matches(html).FirstOrDefault(form => form.Groups["action"].Value == action)
            ?? throw new InvalidOperationException($"No form goes to {action}: {html}");
        return [.. HiddenField().Matches(form.Value).Select(field =>
            (field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)))];
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form[^>]* action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenField();
}
