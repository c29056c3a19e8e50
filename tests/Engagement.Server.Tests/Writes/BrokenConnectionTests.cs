using Engagement.Data;
using Engagement.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>Real losses of real connections; SQLite has none, and SQL Server is not there to be told to.</summary>
public sealed class BrokenConnectionTests
{
    [Fact]
    public async Task Wherever_the_connection_is_lost_the_post_is_acknowledged_and_written_once()
    {
        var connections = new BrokenConnections();
        await using var server = await EngagementServer.StartAsync(Engines.PostgreSql, new ServerSetup
        {
            Settings = ["Live:PollInterval=00:01:00"], // its statements would be counted
            Services = services => services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(connections)),
        });
        var article = await server.RegisterAsync("a");
        var expected = new List<string>();
        do
        {
            connections.BreakBefore(expected.Count);
            expected.Add($"{expected.Count}");
            await server.PostAsync(article, server.Token("alice"), expected[^1]);
        }
        while (connections.HasBroken);
        connections.BreakBefore(int.MaxValue);

        Assert.InRange(expected.Count, 8, 100); // lock, facts, writes, commit, answer: there was something to break
        Assert.Equal(expected, (await server.Database.CommentsAsync()).OrderBy(c => c.Seq).Select(c => c.Body));
        await server.VerifyCountsAsync();
    }

    [Fact]
    public async Task Reads_outlast_the_loss_of_every_connection()
    {
        await using var server = await EngagementServer.StartAsync(Engines.PostgreSql);
        var article = await server.RegisterAsync("a");
        await server.PostAsync(article, server.Token("alice"));
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(server, article))); // opens many
            await server.Database.EndConnectionsAsync();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(server, article)));
        }
    }

    private static Task ReadAsync(EngagementServer server, string article) =>
        server.Client.QueryAsync("query($id: ID!) { article(by: {id: $id}) { engagement { comments } comments { nodes { body author { name } reactions { count } } } } }", new { id = article });
}
