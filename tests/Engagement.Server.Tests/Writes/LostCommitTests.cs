using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Writes;

public sealed class LostCommitTests
{
    [Theory, EachEngine]
    public async Task A_commit_whose_answer_is_lost_is_found_by_its_marker_and_not_repeated(string engine)
    {
        SkipWhereNobodyMakesFaults(engine);
        var (server, commits) = await LostCommits.StartAsync(engine);
        await using var _ = server;
        var article = await server.RegisterAsync("a");
        await server.PostAsync(article, server.Token("alice"), "before");

        commits.Next = Lost.After;
        var id = await server.PostAsync(article, server.Token("alice"), "once");

        server.AssertSettled(1);
        server.AssertNothingWasTriedAgain();
        await AssertWrittenAsync(server, article, id, "before", "once");
    }

    [Theory, EachEngine]
    public async Task A_connection_lost_before_the_commit_is_tried_again(string engine)
    {
        SkipWhereNobodyMakesFaults(engine);
        var (server, commits) = await LostCommits.StartAsync(engine);
        await using var _ = server;
        var article = await server.RegisterAsync("a");
        await server.PostAsync(article, server.Token("alice"), "before");

        commits.Next = Lost.Before;
        var id = await server.PostAsync(article, server.Token("alice"), "once");

        server.AssertSettled(0);
        server.AssertTriedAgain(1);
        await AssertWrittenAsync(server, article, id, "before", "once");
    }

    private static void SkipWhereNobodyMakesFaults(string engine) =>
        Assert.SkipWhen(engine == Engines.SqlServer, "Nobody but its driver can make SQL Server's faults.");

    private static async Task AssertWrittenAsync(EngagementServer server, string article, string newest, params string[] bodies)
    {
        Assert.Equal(bodies, (await server.Database.CommentsAsync()).OrderBy(c => c.Seq).Select(c => c.Body));
        var data = await server.Client.QueryAsync("query($id: ID!) { node(id: $id) { ... on Article { comments(first: 1) { nodes { id } } } } }", new { id = article });
        Assert.Equal(newest, data.GetProperty("node").GetProperty("comments").GetProperty("nodes")[0].GetProperty("id").GetString());
        await server.VerifyCountsAsync();
    }
}
