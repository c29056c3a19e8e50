using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>Posts that are on the disk when they are answered. Every connection is a reader of its own; they share four articles.</summary>
internal sealed class PostsWorkload() : Workload("posts", "Durable posts", "post")
{
    private const int Articles = 4;

    private const string Mutation =
        "mutation Post($input: PostCommentInput!) { postComment(input: $input) { comment { id } errors { code message } } }";

    public override bool ChangesCounts => true;

    public override async Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel)
    {
        var articles = new List<string>();
        for (var i = 0; i < Math.Min(Articles, settings.Data.Articles); i++)
            articles.Add(await server.ArticleIdAsync(GeneratedData.Key(i), cancel));
        var tokens = server.ReaderTokens(settings.Connections);
        var requests = tokens.Select((token, i) => PreparedRequest.Create(server.Address, Mutation, [Variables(articles[i % articles.Count], i)], token)).ToList();
        var answer = await server.AnswerAsync(Mutation, Variables(articles[0], 0), tokens[0], cancel);
        return IsPosted(answer)
            ? new RequestLoad(server.Address, requests, IsPosted, new CeilingAnswers(answer), null)
            : throw Answers.Wrong(answer);
    }

    private static object Variables(string article, int reader) => new
    {
        input = new
        {
            articleId = article,
            body = $"Comment {PreparedRequest.Counter} of reader {reader}: {Texts.Body(reader)}",
            idempotencyKey = $"{Guid.NewGuid():N}-{PreparedRequest.Counter}",
        },
    };

    private static bool IsPosted(ReadOnlySpan<byte> body) =>
        body.StartsWith("{\"data\":{\"postComment\":{\"comment\":{\"id\":\""u8) && body.EndsWith("\"errors\":[]}}}"u8);
}
