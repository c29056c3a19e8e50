using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>
/// Reactions of many readers to one article, as fast as the server takes them, each on the disk when it is answered. Each
/// reader changes from one kind to the next, so that every reaction changes the tallies.
/// </summary>
internal sealed class ReactionsWorkload() : Workload("reactions", "Reactions of many readers to one article", "reaction")
{
    /// <summary>Readers who share a connection, and react in turn.</summary>
    private const int Readers = 8;

    private const string Mutation =
        "mutation React($input: ReactToArticleInput!) { reactToArticle(input: $input) { article { id } errors { code message } } }";

    private static readonly string[] Kinds = ["LIKE", "INSIGHTFUL", "AGREE", "DISAGREE"];

    public override bool ChangesCounts => true;

    public override async Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel)
    {
        var article = await server.ArticleIdAsync(GeneratedData.Key(0), cancel);
        var tokens = server.ReaderTokens(settings.Connections * Readers);
        var requests = tokens.Chunk(Readers).Select(own => PreparedRequest.Create(
            server.Address, Mutation, Kinds.SelectMany(kind => own.Select(token => (Variables(article, kind), (string?)token))))).ToList();
        var answer = await server.AnswerAsync(Mutation, Variables(article, Kinds[^1]), tokens[0], cancel);
        return IsDone(answer)
            ? new RequestLoad(server.Address, requests, IsDone, new CeilingAnswers(answer), null)
            : throw Answers.Wrong(answer);
    }

    private static object Variables(string articleId, string kind) => new { input = new { articleId, kind } };

    private static bool IsDone(ReadOnlySpan<byte> body) =>
        body.StartsWith("{\"data\":{\"reactToArticle\":{\"article\":{\"id\":\""u8) && body.EndsWith("\"errors\":[]}}}"u8);
}
