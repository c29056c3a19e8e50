namespace Engagement.Benchmarks.Load;

/// <summary>
/// Durable <c>postComment</c>: the commit queue with its default batch against batches of one. Every connection is a
/// reader of its own; they share four articles.
/// </summary>
internal static class PostsLoad
{
    private const int Articles = 4;
    private const double AimOnSqlite = 4, AimElsewhere = 3;

    private const string Mutation =
        "mutation Post($input: PostCommentInput!) { postComment(input: $input) { comment { id } errors { code message } } }";

    public static async Task RunAsync(LoadSettings settings, TextWriter output, CancellationToken cancel)
    {
        await using var grouped = await LoadServer.StartAsync(settings.Engine, ["Writes:BatchSize=500"], null, cancel);
        var other = settings.OtherBuild is null ? "batch size 1" : "the other build";
        await using var against = settings.OtherBuild is null
            ? await LoadServer.StartAsync(settings.Engine, ["Writes:BatchSize=1"], null, cancel)
            : await LoadServer.StartAsync(settings.Engine, ["Writes:BatchSize=500"], settings.OtherBuild, cancel);
        var comparison = new Comparison(
            $"Durable posts, batches against {other}",
            await SideAsync("batches", grouped, cancel),
            await SideAsync(other, against, cancel),
            settings.OtherBuild is not null ? null : settings.Engine == LoadDatabase.Sqlite ? AimOnSqlite : AimElsewhere);
        await comparison.RunAsync(settings, output, cancel);
    }

    private static async Task<LoadSide> SideAsync(string name, LoadServer server, CancellationToken cancel)
    {
        var articles = await server.RegisterAsync(Articles, cancel);
        var requests = Enumerable.Range(0, LoadSettings.Connections).Select(i => PreparedRequest.Create(
            Mutation,
            [
                new
                {
                    input = new
                    {
                        articleId = articles[i % Articles],
                        body = $"Comment {PreparedRequest.Counter} of reader {i}: {Texts.Body(i)}",
                        idempotencyKey = $"{Guid.NewGuid():N}-{PreparedRequest.Counter}",
                    },
                },
            ],
            server.ReaderToken(i))).ToList();
        return new LoadSide(name, server.Process, requests, body => body.Span.IndexOf("\"errors\":[]"u8) > 0);
    }
}
