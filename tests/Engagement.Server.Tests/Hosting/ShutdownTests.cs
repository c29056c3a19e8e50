using Engagement.Server.Commands;
using Engagement.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

public sealed class ShutdownTests
{
    [Theory, EachEngine]
    public async Task What_is_under_way_is_finished_and_nothing_new_is_taken(string engine)
    {
        await using var server = await EngagementServer.StartAsync(engine);
        var article = await server.RegisterAsync("a");
        var token = server.Token("alice");
        await server.PostAsync(article, token);
        var lifetime = server.Services.GetRequiredService<IHostApplicationLifetime>();
        Task<string> post;
        Task stop;
        await using (await BusyDatabase.OfAsync(server.Database))
        {
            post = server.PostAsync(article, token);
            Assert.True(await Wait.UntilAsync(() => WaitsAsync(server.Http)));
            stop = server.StopAsync();
            Assert.True(await Wait.UntilAsync(() => lifetime.ApplicationStopping.IsCancellationRequested));
            Assert.True(await Wait.UntilAsync(() => RefusesAsync(server.Address)));
            Assert.False(stop.IsCompleted);
        }

        Assert.StartsWith("cmt_", await post);
        await stop;
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_cut_and_the_exit_code_says_so()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(
            folder.Path, $"Database:ConnectionString={database.ConnectionString}", "Shutdown:Timeout=00:00:01");
        var token = (await Commands.Shell.RunAsync(folder, "token", "--role", "reader", "--subject", "alice")).Output.Trim();
        using var http = new HttpClient { BaseAddress = server.Address };
        var client = new GraphQLClient(http);
        var data = await client.QueryAsync("""{ article(by: {key: "sberbank-china-ai"}) { id } }""");
        var id = data.GetProperty("article").GetProperty("id").GetString();

        await using var busy = await BusyDatabase.OfAsync(database);
        var post = client.AskAsync("mutation($id: ID!) { postComment(input: {articleId: $id, body: \"Hello\"}) { comment { id } } }", new { id }, token);
        Assert.True(await Wait.UntilAsync(() => WaitsAsync(http)));
        var finished = await server.StopAsync();

        Assert.Equal(CommandLine.Failure, finished.ExitCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => post);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_background_service_that_breaks_ends_the_server_with_a_failure(bool breaks)
    {
        await using var database = await TestDatabase.CreateAsync(Engines.Sqlite);
        using var folder = new TestFolder();
        var work = new BreakingWork();
        var app = ServerHost.Build(
            [$"contentRoot={folder.Path}", "environment=Development", "urls=http://127.0.0.1:0", $"Storage:Directory={folder.Path}", $"Database:ConnectionString={database.ConnectionString}"],
            builder => builder.Services.AddHostedService(_ => work));
        await app.StartServerAsync(TestContext.Current.CancellationToken);
        var ended = app.WaitAndStopAsync(TestContext.Current.CancellationToken);
        Assert.False(ended.IsCompleted);

        if (breaks)
            work.Break();
        else
            app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(!breaks, await ended.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    private sealed class BreakingWork : BackgroundService
    {
        private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Break() => _broken.SetException(new InvalidOperationException("It broke."));

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => _broken.Task.WaitAsync(stoppingToken);
    }

    /// <summary>Whether a post waits for the database.</summary>
    private static async Task<bool> WaitsAsync(HttpClient http) =>
        (await http.GetStringAsync("metrics", TestContext.Current.CancellationToken)).Split('\n')
            .Any(l => l.StartsWith("http_server_active_requests{", StringComparison.Ordinal) && l.Contains("\"POST\"", StringComparison.Ordinal) && l.EndsWith(" 1", StringComparison.Ordinal));

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using var http = new HttpClient();
        try
        {
            using var response = await http.GetAsync(new Uri(address, "health/live"), TestContext.Current.CancellationToken);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
