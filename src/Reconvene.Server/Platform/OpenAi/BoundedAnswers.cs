namespace Reconvene.Server.Platform.OpenAi;

/// <summary>
/// Ends an answer that grows beyond bounds while it is read. The client's own limit does not help: whoever asks for the headers
/// first, as the client of OpenAI does, reads the rest past it.
/// </summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner, long mostBytes) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var whole = response.Content;
        var bounded = new StreamContent(new BoundedStream(await whole.ReadAsStreamAsync(cancellationToken), mostBytes));
        foreach (var (name, values) in whole.Headers)
        {
            bounded.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = bounded;
        return response;
    }
}
