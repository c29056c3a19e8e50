using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>What list pages ask for: the counts of 20 articles in one GET, asked for by nobody.</summary>
internal sealed class CountsWorkload() : Workload("counts", "Counts of 20 articles", "answer")
{
    private const int Articles = 20;

    /// <summary>Different lists that one connection asks for in turn, as a site has so many list pages.</summary>
    private const int Lists = 32;

    private const string Query =
        "query Counts($by: [ArticleBy!]!) { articles(by: $by) { id engagement { comments participants lastCommentAt reactions { kind count } } } }";

    public override async Task<ILoad> PrepareAsync(LoadServer server, LoadSettings settings, CancellationToken cancel)
    {
        var random = new Random(20);
        var answer = await server.AnswerAsync(Query, Variables(random, settings.Data.Articles), null, cancel);
        var requests = Enumerable.Range(0, settings.Connections)
            .Select(_ => PreparedRequest.CreateGets(server.Address, Query, Enumerable.Range(0, Lists).Select(_ => Variables(random, settings.Data.Articles)))).ToList();
        return AreCounts(answer)
            ? new RequestLoad(server.Address, requests, AreCounts, new CeilingAnswers(answer), null)
            : throw Answers.Wrong(answer);
    }

    private static object Variables(Random random, int articles) =>
        new { by = Enumerable.Range(0, Articles).Select(_ => new { key = GeneratedData.Key(random.Next(articles)) }).ToList() };

    /// <summary>A list of articles that are all there.</summary>
    private static bool AreCounts(ReadOnlySpan<byte> body) =>
        body.StartsWith("{\"data\":{\"articles\":[{\"id\":\""u8) && body.EndsWith("]}}]}}"u8) && body.Count("{\"id\":\""u8) == Articles;
}
