namespace Engagement.Benchmarks.Load;

/// <summary>The first ten comments of an article by an anonymous POST, against a bare Kestrel that returns the same bytes.</summary>
internal static class PageLoad
{
    private const int Comments = 200, Replies = 60, Reactions = 300;
    private const double Aim = 0.1;

    private const string Query =
        "query Page($id: ID!) { article(by: {id: $id}) { comments(first: 10) { totalCount pageInfo { hasNextPage endCursor } "
        + "nodes { id body createdAt author { id name } reactions { kind count } replyCount } } } }";

    private const string Post = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } errors { message } } }";
    private const string React = "mutation($input: ReactToCommentInput!) { reactToComment(input: $input) { errors { message } } }";
    private static readonly string[] Kinds = ["LIKE", "INSIGHTFUL", "AGREE", "DISAGREE"];

    public static async Task RunAsync(LoadSettings settings, TextWriter output, CancellationToken cancel)
    {
        await using var server = await LoadServer.StartAsync(settings.Engine, [], null, cancel);
        var (page, answer) = await SideAsync("page", server, cancel);
        if (settings.OtherBuild is not null)
        {
            await using var other = await LoadServer.StartAsync(settings.Engine, [], settings.OtherBuild, cancel);
            var (otherPage, _) = await SideAsync("the other build", other, cancel);
            await new Comparison("First page of 10 comments, against the other build", page, otherPage, null).RunAsync(settings, output, cancel);
            return;
        }
        await using var raw = await RawServer.StartAsync(answer, cancel);
        await new Comparison(
            $"First page of 10 comments, {answer.Length} bytes, against bare Kestrel", page, page with { Name = "bare Kestrel", Process = raw }, Aim)
            .RunAsync(settings, output, cancel);
    }

    private static async Task<(LoadSide Side, byte[] Answer)> SideAsync(string name, LoadServer server, CancellationToken cancel)
    {
        var article = await FillAsync(server, cancel);
        var answer = await server.AnswerAsync(Query, new { id = article }, cancel);
        var requests = Enumerable.Range(0, LoadSettings.Connections).Select(_ => PreparedRequest.Create(Query, [new { id = article }], null)).ToList();
        return (new LoadSide(name, server.Process, requests, body => body.Span.SequenceEqual(answer)), answer);
    }

    private static async Task<string> FillAsync(LoadServer server, CancellationToken cancel)
    {
        var article = (await server.RegisterAsync(1, cancel))[0];
        var tokens = Enumerable.Range(0, LoadSettings.Connections).Select(server.ReaderToken).ToList();
        string Token(int i) => tokens[i % tokens.Count];
        var comments = new List<string>();
        for (var i = 0; i < Comments; i++)
            comments.Add(await PostAsync(server, new { articleId = article, body = Texts.Body(i) }, Token(i), cancel));
        for (var i = 0; i < Replies; i++)
            await PostAsync(server, new { articleId = article, parentId = comments[^(i % 20 + 1)], body = Texts.Body(i) }, Token(i), cancel);
        for (var i = 0; i < Reactions; i++)
            await server.AskAsync(React, new { input = new { commentId = comments[^(i % 25 + 1)], kind = Kinds[i * 7 % 4] } }, Token(i), cancel);
        return article;
    }

    private static async Task<string> PostAsync(LoadServer server, object input, string token, CancellationToken cancel)
    {
        var data = await server.AskAsync(Post, new { input }, token, cancel);
        return data.GetProperty("postComment").GetProperty("comment").GetProperty("id").GetString()
            ?? throw new InvalidOperationException($"The post was refused: {data}");
    }
}
