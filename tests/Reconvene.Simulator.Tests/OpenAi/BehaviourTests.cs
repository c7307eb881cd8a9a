using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.OpenAi;

public class BehaviourTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["statements"],"properties":{
          "statements":{"type":"array","minItems":4,"items":{"type":"object","additionalProperties":false,"required":["text","segments"],
            "properties":{"text":{"type":"string"},"segments":{"type":"array","items":{"type":"integer"}}}}}}}
        """;

    [Fact]
    public async Task A_rule_strikes_the_nth_calls_and_those_that_hold_a_text()
    {
        await using var model = await Model.StartAsync();
        model.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.ServerError, Nth = 2, Times = 2 });
        model.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.Unavailable, Contains = "Анна" });
        var statuses = new List<int>();
        foreach (var text in (string[])["Hi", "Hi", "Hi", "Hi", "[1] Анна: Здравствуйте."])
        {
            using var answer = await model.PostAsync(Model.Chat(text));
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 500, 500, 200, 503], statuses);
        Assert.Equal(ModelBehaviour.ServerError, model.Control.Requests[1].Behaviour);
    }

    [Fact]
    public async Task The_behaviour_can_be_changed_over_HTTP_and_a_wrong_wish_is_told()
    {
        await using var model = await Model.StartAsync();

        using var set = await model.PostAsync(JsonNode.Parse("""{"behaviour":"rate_limited","endpoint":"chat","retry_after":"00:00:07"}""")!, "/_control/behaviour");
        using var struck = await model.PostAsync(Model.Chat("Hi"));
        using var cleared = await model.Http.DeleteAsync(new Uri("/_control/rules", UriKind.Relative), model.Cancellation);
        using var spared = await model.PostAsync(Model.Chat("Hi"));
        using var wrong = await model.PostAsync(JsonNode.Parse("""{"behavior":"good"}""")!, "/_control/rules");
        using var incomplete = await model.PostAsync(JsonNode.Parse("""{"behaviour":"fixed"}""")!, "/_control/rules");
        var seen = JsonNode.Parse(await model.Http.GetStringAsync(new Uri("/_control/requests", UriKind.Relative), model.Cancellation))!;
        var used = JsonNode.Parse(await model.Http.GetStringAsync(new Uri("/_control/tokens", UriKind.Relative), model.Cancellation))!;

        Assert.True(set.IsSuccessStatusCode && cleared.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, struck.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), struck.Headers.RetryAfter!.Delta);
        Assert.Equal("7000", Assert.Single(struck.Headers.GetValues("retry-after-ms")));
        Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
        Assert.Equal((400, 400), ((int)wrong.StatusCode, (int)incomplete.StatusCode));
        Assert.Equal([429, 200], seen.AsArray().Select(request => (int)request!["status"]!));
        Assert.Equal(model.Control.TokensUsed, (long)used["used"]!);
    }

    [Theory]
    [InlineData(RetryAfterHeaders.Seconds, true, false)]
    [InlineData(RetryAfterHeaders.Milliseconds, false, true)]
    [InlineData(RetryAfterHeaders.None, false, false)]
    public async Task A_rate_limit_says_when_to_come_again_in_the_form_that_is_wished(RetryAfterHeaders form, bool seconds, bool milliseconds)
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule
        {
            Behaviour = ModelBehaviour.RateLimited, RetryAfterHeaders = form, RetryAfter = TimeSpan.FromMilliseconds(120),
        };

        using var answer = await model.PostAsync(Model.Chat("Hi"));

        Assert.Equal((seconds, milliseconds), (answer.Headers.Contains("Retry-After"), answer.Headers.Contains("retry-after-ms")));
        Assert.Equal("120ms", Assert.Single(answer.Headers.GetValues("x-ratelimit-reset-tokens")));
    }

    [Theory]
    [InlineData(GarbageForm.NotJson, false)]
    [InlineData(GarbageForm.CutJson, false)]
    [InlineData(GarbageForm.Empty, false)]
    [InlineData(GarbageForm.OtherSchema, true)]
    [InlineData(GarbageForm.VeryLong, true)]
    public async Task Garbage_comes_in_every_form(GarbageForm form, bool isJson)
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Garbage, Garbage = form, Length = 200_000 };

        var answer = await model.AskAsync(Model.Chat(Model.Transcript, Model.Format(Schema)));
        var content = answer["choices"]![0]!["message"]!["content"]!.ToString();

        Assert.Equal(isJson, Record.Exception(() => JsonNode.Parse(content)) is not JsonException);
        Assert.Equal(form == GarbageForm.VeryLong, content.Length > 200_000);
        Assert.Equal(form == GarbageForm.VeryLong, isJson && JsonNode.Parse(content)!.AsObject().ContainsKey("statements"));
    }

    [Fact]
    public async Task A_refusal_stands_in_its_own_field_where_there_is_a_schema()
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Refusing };

        var withSchema = (await model.AskAsync(Model.Chat(Model.Transcript, Model.Format(Schema))))["choices"]![0]!["message"]!;
        var plain = (await model.AskAsync(Model.Chat(Model.Transcript)))["choices"]![0]!["message"]!;

        Assert.Null(withSchema["content"]);
        Assert.Equal(plain["content"]!.ToString(), withSchema["refusal"]!.ToString());
    }

    [Fact]
    public async Task It_is_slow_by_the_clock_that_it_is_given()
    {
        var clock = new InstantClock();
        await using var model = await Model.StartAsync(new OpenAiSimulatorOptions { TimeProvider = clock });
        model.Control.Behaviour = new ModelRule { Delay = TimeSpan.FromMinutes(5), ChunkDelay = TimeSpan.FromSeconds(9) };

        using var answer = await model.PostAsync(Model.Chat("[1] Hello there, all of you.", ("stream", true)));
        await answer.Content.ReadAsStringAsync(model.Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(5), clock.Waits.First());
        Assert.Contains(TimeSpan.FromSeconds(9), clock.Waits);
    }

    [Fact]
    public async Task A_caller_may_leave_one_that_hangs()
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Hanging };
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(model.Cancellation);

        var asking = model.Http.PostAsJsonAsync(new Uri("/v1/chat/completions", UriKind.Relative), Model.Chat("Hi"), leaving.Token);
        await model.Control.WaitForRequestAsync(request => request.Behaviour == ModelBehaviour.Hanging, model.Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        var seen = await model.Control.WaitForRequestAsync(request => request.IsFinished, model.Cancellation);
        Assert.True(seen.WasAborted);
        Assert.Equal(0, seen.Status);
    }

    [Fact]
    public async Task What_hangs_can_be_let_go()
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Hanging };

        var asking = model.PostAsync(Model.Chat("Hi"));
        await model.Control.WaitForRequestAsync(request => request.Behaviour == ModelBehaviour.Hanging, model.Cancellation);
        model.Control.LetGo();

        await Assert.ThrowsAsync<HttpRequestException>(() => asking);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_can_end_in_the_middle_of_an_answer(bool isStream)
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Cut, CutAfterChunks = 2 };
        using var answer = await model.PostAsync(Model.Chat(Model.Transcript, ("stream", isStream)));
        using var arrived = new MemoryStream();
        await using var body = await answer.Content.ReadAsStreamAsync(model.Cancellation);

        var failure = await Assert.ThrowsAsync<HttpIOException>(() => body.CopyToAsync(arrived, model.Cancellation));

        Assert.Equal(HttpRequestError.ResponseEnded, failure.HttpRequestError);
        Assert.True(arrived.Length > 100);
    }

    [Fact]
    public async Task A_test_can_give_the_answer_or_the_whole_body()
    {
        await using var model = await Model.StartAsync();
        model.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = "{\"a\":1}", Times = 1 });
        model.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.Fixed, Answer = "<html>", Status = 502 });

        var given = await model.AskAsync(Model.Chat("Hi"));
        using var whole = await model.PostAsync(Model.Chat("Hi"));

        Assert.Equal("{\"a\":1}", given["choices"]![0]!["message"]!["content"]!.ToString());
        Assert.Equal(HttpStatusCode.BadGateway, whole.StatusCode);
        Assert.Equal("<html>", await whole.Content.ReadAsStringAsync(model.Cancellation));
    }

    [Fact]
    public async Task A_share_of_citations_is_false_and_a_share_of_sentences_invented()
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.FalseCitations, FalseShare = 0.5, InventedShare = 0.25 };

        var statements = (await model.FilledAsync(Model.Transcript, Schema))["statements"]!.AsArray();
        var carried = statements.Select(statement => statement!["segments"]!.AsArray().Any(number =>
            Lines.TextOf((int)number!) is { } said && statement["text"]!.ToString().Contains(said, StringComparison.Ordinal))).ToList();
        var invented = statements.Count(statement => !Lines.All.Any(said => statement!["text"]!.ToString().Contains(said, StringComparison.Ordinal)));

        Assert.Equal(4, statements.Count);
        Assert.Equal(2, carried.Count(isCarried => !isCarried));
        Assert.Equal(1, invented);
    }

    private static class Lines
    {
        public static IReadOnlyList<string> All { get; } = [.. Model.Transcript.Split('\n').Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim())];

        public static string? TextOf(int number) => number >= 1 && number <= All.Count ? All[number - 1] : null;
    }

    [Fact]
    public async Task An_endless_answer_goes_on_until_the_caller_leaves()
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Endless };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/chat/completions", UriKind.Relative));
        request.Content = JsonContent.Create(Model.Chat("Hi"));
        using (var answer = await model.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, model.Cancellation))
        {
            await using var body = await answer.Content.ReadAsStreamAsync(model.Cancellation);
            await body.ReadExactlyAsync(new byte[1 << 20], model.Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await model.Control.WaitForRequestAsync(seen => seen.IsFinished, model.Cancellation);
    }
}
