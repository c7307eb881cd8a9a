using System.Net;
using System.Text;
using Reconvene.Client;

namespace Reconvene.Tests.Client;

public sealed class ReconveneClientTests
{
    [Fact]
    public async Task A_list_is_read_to_its_last_page()
    {
        using var answers = new Answers(
            (200, """{"items":[{"id":1},{"id":2}],"next_cursor":"a b"}"""),
            (200, """{"items":[{"id":3}],"next_cursor":null}"""));
        using var client = ReconveneClient.Connect(new Uri("http://server.example/base"), "key", answers);

        var ids = await client.ListAsync<Item>("api/v1/things?limit=2", CancellationToken.None).Select(item => item.Id).ToListAsync();

        Assert.Equal([1, 2, 3], ids);
        Assert.Equal(
            ["/base/api/v1/things?limit=2", "/base/api/v1/things?limit=2&cursor=a%20b"], answers.Asked);
    }

    [Fact]
    public async Task A_refusal_tells_its_code_its_sentence_and_each_field()
    {
        using var answers = new Answers((
            422,
            """{"detail":"2 fields are not valid: see errors.","error_code":"validation_failed","trace_id":"t","errors":[{"field":"name","message":"is missing."}]}"""));
        using var client = ReconveneClient.Connect(new Uri("http://server.example"), "key", answers);

        var refused = await Assert.ThrowsAsync<ReconveneException>(
            () => client.PostAsync<Item>("api/v1/things", new { Name = "" }, CancellationToken.None));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("validation_failed", refused.ErrorCode);
        Assert.Equal("2 fields are not valid: see errors.", refused.Message);
        Assert.Equal("name", Assert.Single(refused.Errors).Field);
    }

    [Fact]
    public async Task An_answer_without_a_problem_still_becomes_a_refusal()
    {
        using var answers = new Answers((502, "<html>"));
        using var client = ReconveneClient.Connect(new Uri("http://server.example"), "key", answers);

        var refused = await Assert.ThrowsAsync<ReconveneException>(() => client.GetAsync<Item>("api/v1/things/1", CancellationToken.None));

        Assert.Equal("http_502", refused.ErrorCode);
    }

    private sealed record Item(long Id);

    private sealed class Answers(params (int Status, string Body)[] answers) : HttpMessageHandler
    {
        private readonly List<string> _asked = [];

        public IReadOnlyList<string> Asked => _asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, body) = answers[_asked.Count];
            _asked.Add(request.RequestUri!.PathAndQuery);
            var type = body.StartsWith('<') ? "text/html" : status < 400 ? "application/json" : "application/problem+json";
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, Encoding.UTF8, type),
            });
        }
    }
}
