using System.Net;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.OpenAi;
using Reconvene.Simulator;
using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Server.Tests.Platform.OpenAi;

/// <summary>No answer of a server of models takes more of the memory than it may.</summary>
public sealed class BoundedAnswersTests
{
    [Fact]
    public async Task An_answer_is_read_up_to_its_bound_and_no_further()
    {
        await using var server = await OpenAiSimulator.StartAsync(new OpenAiSimulatorOptions(), CancellationToken.None);
        server.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Endless };
#pragma warning disable CA2000 // The client disposes of its handler.
        using var client = new HttpClient(new BoundedAnswers(Handlers().Make(server.Address), 1 << 20));
#pragma warning restore CA2000
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/v1/chat/completions")) { Content = new StringContent("{}") };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();

        await body.ReadExactlyAsync(new byte[1 << 20]);
        await Assert.ThrowsAsync<AnswerTooLargeException>(async () => await body.ReadExactlyAsync(new byte[1]));
    }

    private static EgressHandlers Handlers()
    {
        var options = Options.Create(new EgressOptions());
        return new EgressHandlers(new EgressConnections(new AddressRules(options), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])), options);
    }
}
