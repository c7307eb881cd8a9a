using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>A host with nothing but the platform and the jobs, on a database that outlives it.</summary>
internal sealed class JobsHostForTests : IAsyncDisposable
{
    public const string Long = "look-fetch-tell";
    public const string Short = "tell";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly WebApplication _app;

    private JobsHostForTests(TestDatabase database, TimeProvider time, Script script, Action<JobsOptions>? adjust)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("RECONVENE_TEST_LOG") is not null)
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Debug);
        }

        builder.AddPlatform(new ServerOptions(_folder.Path, "", database.Options, _folder.Path));
        builder.Configuration["RECONVENE_MASTER_KEY"] = Convert.ToBase64String(new byte[32]);
        builder.AddJobs();
        builder.Services.AddJob(JobDefinition.Of(Long).Then<Look>(Lane.Account).Then<Fetch>(Lane.Download).Then<Tell>(Lane.Work));
        builder.Services.AddJob(JobDefinition.Of(Short).Then<Tell>(Lane.Work).OrElse<Sorry>());
        builder.Services.AddTransient<Sorry>();
        builder.Services.AddSingleton(script);
        builder.Services.Replace(ServiceDescriptor.Singleton(time));
        builder.Services.Configure<JobsOptions>(options => adjust?.Invoke(options));
        builder.Services.AddAuthentication(CallerByHeader.Scheme)
            .AddScheme<AuthenticationSchemeOptions, CallerByHeader>(CallerByHeader.Scheme, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Viewer, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Editor, policy => policy.RequireClaim("role", "editor"));
        _app = builder.Build();
        _app.UsePlatform();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapTasks();
        Script = script;
    }

    public Script Script { get; }

    public Database Database => Get<Database>();

    public Uri Address => new(_app.Urls.First());

    public static async Task<JobsHostForTests> StartAsync(
        TestDatabase database, TimeProvider time, Script script, Action<JobsOptions>? adjust = null)
    {
        var host = await PrepareAsync(database, time, script, adjust);
        await host.StartAsync();
        return host;
    }

    /// <summary>Schema and tenants are there; nothing runs yet.</summary>
    public static async Task<JobsHostForTests> PrepareAsync(
        TestDatabase database, TimeProvider time, Script script, Action<JobsOptions>? adjust = null)
    {
        var host = new JobsHostForTests(database, time, script, adjust);
        await Preparations.RunAsync(host._app.Services, CancellationToken.None);
        await using var work = await host.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS effects (subject TEXT NOT NULL, step TEXT NOT NULL)", null, CancellationToken.None);
        await work.ExecuteAsync(
            "INSERT INTO tenants (id, name, created_at) VALUES (2, 'Other', 0) ON CONFLICT (id) DO NOTHING", null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task StartAsync() => _app.StartAsync();

    public Task StopAsync() => _app.StopAsync();

    public async Task<JobId> EnqueueAsync(string kind, string subject, long tenant = 1, object? input = null)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        var job = await Get<JobQueue>().EnqueueAsync(
            work, new JobRequest(new TenantId(tenant), kind, subject, "7", input), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return job;
    }

    public async Task<IReadOnlyList<JobId>> EnqueueAllAsync(string kind, IReadOnlyList<string> subjects)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        var jobs = await Get<JobQueue>().EnqueueAllAsync(
            work, [.. subjects.Select(subject => new JobRequest(new TenantId(1), kind, subject, "7"))], CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return jobs;
    }

    public Task DrainAsync() => Get<JobDrain>().DrainAsync(Limit, CancellationToken.None);

    public async Task<JobRow> RowAsync(JobId job) => await Database.FindAsync<JobRow>(
        """
        SELECT id, step, state, progress, status, result, attempts, starts, failure_kind, failure_reason, not_before, version
        FROM jobs WHERE id = @id
        """,
        new { id = job.ToString() },
        CancellationToken.None) ?? throw new InvalidOperationException($"No job {job}.");

    /// <summary>Waits until the row is as wished; fails with the row when it never is.</summary>
    public async Task<JobRow> WaitAsync(JobId job, Func<JobRow, bool> wish)
    {
        using var told = Get<JobChanges>().Listen(job);
        using var limit = new CancellationTokenSource(Limit);
        var row = await RowAsync(job);
        while (!wish(row))
        {
            Assert.False(limit.IsCancellationRequested, $"Job stayed in {row.State} at {row.Step}: {row.Status}");
            await told.WaitAsync(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
            row = await RowAsync(job);
        }

        return row;
    }

    public Task<IReadOnlyList<string>> EffectsAsync() => Database.QueryAsync<string>(
        "SELECT subject || ' ' || step FROM effects ORDER BY subject, step", null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    internal sealed class JobRow
    {
        public string Id { get; init; } = "";

        public string Step { get; init; } = "";

        public string State { get; init; } = "";

        public int Progress { get; init; }

        public string Status { get; init; } = "";

        public string? Result { get; init; }

        public int Attempts { get; init; }

        public int Starts { get; init; }

        public string? FailureKind { get; init; }

        public string? FailureReason { get; init; }

        public DateTimeOffset NotBefore { get; init; }

        public long Version { get; init; }
    }
}
