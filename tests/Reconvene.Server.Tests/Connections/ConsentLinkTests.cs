using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Consent;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>Links that travel: whoever follows one is asked.</summary>
public sealed class ConsentLinkTests
{
    [Theory]
    [Engines]
    public async Task A_link_made_for_a_chat_and_followed_elsewhere_connects_nothing_before_a_yes_and_no_gives_it_back(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var code = await world.Server.Services.GetRequiredService<ChatCodes>()
            .IssueAsync(TenantId.First, new Chat(-1001234567890, 77), CancellationToken.None);
        var page = await world.BeginAsync(
            $"/zoom/connect?telegram_chat_id=-1001234567890&telegram_user_id=77&code={code}", world.Server.Anonymous);

        var visit = await world.ReturnAsync(await world.ConsentAsync(page));

        Assert.Equal("/connect/confirm", visit.Location);
        Assert.Empty((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
        var asked = await world.Server.Services.GetRequiredService<AnswerConsent>()
            .FindAsync(visit.Cookie!.Split('=', 2)[1], CancellationToken.None);
        Assert.Equal((-1001234567890, PersonWorld.Maria), (asked!.ChatId, asked.ZoomEmail));

        Assert.IsType<ConsentOutcome.Declined>(await world.AnswerAsync(visit, isYes: false));
        await world.DrainAsync();
        Assert.Equal(1, world.Revoked);
        Assert.True(Assert.Single(world.Control.OAuth.Grants).IsEnded);
        Assert.Empty((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
        Assert.IsType<ConsentOutcome.Refused>(await world.AnswerAsync(visit, isYes: true));
    }

    [Theory]
    [Engines]
    public async Task The_code_of_a_chat_counts_once_for_that_chat_within_ten_minutes(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var codes = world.Server.Services.GetRequiredService<ChatCodes>();
        var once = await codes.IssueAsync(TenantId.First, new Chat(5, 6), CancellationToken.None);
        var old = await codes.IssueAsync(TenantId.First, new Chat(5, 6), CancellationToken.None);

        Assert.Equal(401, await StatusAsync(world, "/zoom/connect?telegram_chat_id=5&telegram_user_id=6"));
        Assert.Equal(401, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=9&telegram_user_id=6&code={once}"));
        Assert.Equal(200, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=5&telegram_user_id=6&code={once}"));
        Assert.Equal(401, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=5&telegram_user_id=6&code={once}"));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(401, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=5&telegram_user_id=6&code={old}"));
    }

    [Theory]
    [Engines]
    public async Task A_question_that_nobody_answers_lapses_and_the_grant_is_given_back(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var visit = await world.ReturnAsync(await world.ConsentAsync(await world.BeginAsync()));

        clock.Advance(TimeSpan.FromMinutes(11));
        await world.Server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ConsentUpkeep>().Single()
            .RunAsync(CancellationToken.None);
        await world.DrainAsync();

        Assert.Equal(1, world.Revoked);
        Assert.IsType<ConsentOutcome.Refused>(await world.AnswerAsync(visit, isYes: true));
        Assert.Null(await world.Server.Database.FindAsync<string>(
            "SELECT zoom_email FROM consents WHERE zoom_email IS NOT NULL", null, CancellationToken.None));
    }

    private static async Task<int> StatusAsync(PersonWorld world, string path)
    {
        using var answer = await world.Server.Anonymous.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
