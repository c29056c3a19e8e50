using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load;

/// <summary>
/// First pages of ten comments out of 1,000 articles with 200,000 comments, against a bare Kestrel that returns the bytes of a
/// usual one: over all articles, and of the hot one while 20 comments a second are posted to it.
/// </summary>
internal static class ThreadsLoad
{
    private const int Articles = 1_000, Comments = 200_000, Hot = 5_000, Readers = 5_000, PostsASecond = 20;

    private const string Query =
        "query Page($key: String!) { article(by: {key: $key}) { version comments(first: 10) { totalCount pageInfo { hasNextPage endCursor } "
        + "nodes { id body createdAt author { id name } reactions { kind count } replyCount } } } }";

    private const string Post = "mutation($input: PostCommentInput!) { postComment(input: $input) { errors { message } } }";

    public static async Task RunAsync(LoadSettings settings, TextWriter output, CancellationToken cancel)
    {
        await using var server = await LoadServer.StartAsync(settings.Engine, [], settings.OtherBuild, cancel);
        var data = GeneratedData.Create(Articles, Comments, Hot, Readers);
        await server.FillAsync(data, output, cancel);
        string[] keys = [.. data.Articles.Select(a => a.Key)];

        await CompareAsync("First page of 10 comments over all articles", server, keys, settings, output, cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var posting = PostAsync(server, keys[0], stop.Token);
        await CompareAsync($"First page of the hot article while {PostsASecond} comments a second are posted", server, keys[..1], settings, output, cancel);
        await stop.CancelAsync();
        await posting;
    }

    private static async Task CompareAsync(string title, LoadServer server, string[] keys, LoadSettings settings, TextWriter output, CancellationToken cancel)
    {
        var answer = await server.AnswerAsync(Query, new { key = keys[keys.Length / 2] }, cancel);
        await using var raw = await RawServer.StartAsync(answer, cancel);
        // Each connection begins elsewhere, so that neighbours do not ask for the same.
        var requests = Enumerable.Range(0, LoadSettings.Connections).Select(i =>
            PreparedRequest.Create(Query, [.. Enumerable.Range(0, keys.Length).Select(k => new { key = keys[(k * 7 + i * 31) % keys.Length] })], null)).ToList();
        var page = new LoadSide("page", server.Process, requests, body => body.Span.StartsWith("{\"data\":{\"article\":{\"version\":"u8));
        await new Comparison($"{title}, about {answer.Length} bytes, against bare Kestrel", page, page with { Name = "bare Kestrel", Process = raw }, null)
            .RunAsync(settings, output, cancel);
    }

    private static async Task PostAsync(LoadServer server, string key, CancellationToken stop)
    {
        var article = (await server.AskAsync("query($key: String!) { article(by: {key: $key}) { id } }", new { key }, null, stop)).GetProperty("article").GetProperty("id").GetString();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PostsASecond));
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(stop); i++)
                await server.AskAsync(Post, new { input = new { articleId = article, body = Texts.Body(i) } }, server.ReaderToken(i % 100), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The comparison is over.
        }
    }
}
