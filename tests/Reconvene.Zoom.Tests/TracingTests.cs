using System.Collections.Concurrent;
using System.Diagnostics;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests;

public class TracingTests
{
    [Fact]
    public async Task A_trace_names_operation_and_failure_and_holds_neither_id_nor_token()
    {
        var traced = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Reconvene.Zoom",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = traced.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var zoom = await FalseZoom.AnsweringAsync(404, """{"code":1001,"message":"No canary here."}""");

        using var test = new Activity("test");
        test.Start();
        await zoom.Client(new FixedTokens(prefix: "canary")).GetUserAsync("canary@example.com", CancellationToken.None);

        var activity = Assert.Single(traced, one => one.TraceId == test.TraceId);
        Assert.Equal("zoom.GetUser", activity.OperationName);
        var tags = string.Join(';', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Contains("zoom.code=1001", tags, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", tags + activity.StatusDescription, StringComparison.Ordinal);
    }
}
