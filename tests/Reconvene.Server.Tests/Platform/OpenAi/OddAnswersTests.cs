using System.Net;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.OpenAi;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Simulator;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.OpenAi;

/// <summary>What the client of OpenAI stumbles over is an answer that cannot be read, and no fault of ours.</summary>
public sealed class OddAnswersTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("\"what\"")]
    [InlineData("""{"text":"a","segments":5}""")]
    [InlineData("""{"text":"a","segments":[7]}""")]
    [InlineData("""{"text":"a","duration":"long"}""")]
    [InlineData("""{"text":"a","duration":1e300}""")]
    [InlineData("""{"text":"a","segments":[{"id":0,"start":1e300,"end":2,"text":"b"}]}""")]
    [InlineData("<html>")]
    public async Task A_transcription_of_another_form_cannot_be_read(string body)
    {
        await using var server = await OpenAiSimulator.StartAsync(new OpenAiSimulatorOptions(), CancellationToken.None);
        server.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Fixed, Status = 200, Answer = body };
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "piece.flac");
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        using var recogniser = new HttpRecogniser(
            Options.Create(new RecognitionOptions { Endpoint = new Uri(server.Address, "/v1") }), Handlers(), new TestClock());

        var outcome = await recogniser.RecogniseAsync(new SoundPiece(path, TimeSpan.Zero, TimeSpan.FromMinutes(1)), CancellationToken.None);

        Assert.Equal(FailureKind.Unreadable, Assert.IsType<HeardOutcome.Failed>(outcome).Failure.Kind);
    }

    [Fact]
    public void The_same_exception_from_our_own_hand_is_a_fault_of_ours() =>
        Assert.False(OpenAiFailures.IsKnown(Record.Exception(() => ((string[])["one"]).Single(one => one.Length > 5))!));

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
