namespace Reconvene.Zoom.Tests.Kit;

/// <summary>Fails the test when a request leaves, or shows it and then fails it as if nothing were there.</summary>
internal sealed class NoNetwork(Action<HttpRequestMessage>? look = null) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (look is null)
        {
            Assert.Fail("A request left: " + request.RequestUri);
        }

        look(request);
        throw new HttpRequestException("no network");
    }
}
