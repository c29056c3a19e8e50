using Engagement.Benchmarks.Data;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>The first ten comments of articles, asked for by nobody.</summary>
internal static class PageRequests
{
    private const string Query =
        "query Page($key: String!) { article(by: {key: $key}) { version comments(first: 10) { totalCount pageInfo { hasNextPage endCursor } "
        + "nodes { id body createdAt author { id name } reactions { kind count } replyCount } } } }";

    /// <param name="server">Has the data.</param>
    /// <param name="articles">The first so many are asked for.</param>
    /// <param name="connections">Each begins elsewhere, so that neighbours do not ask for the same.</param>
    /// <param name="posts">That arrive meanwhile; null: none.</param>
    /// <param name="cancel">Ends the wait for one answer, which the ceiling returns.</param>
    public static async Task<RequestLoad> PrepareAsync(LoadServer server, int articles, int connections, PacedPosts? posts, CancellationToken cancel)
    {
        var answer = await server.AnswerAsync(Query, Variables(articles / 2), null, cancel);
        var requests = Enumerable.Range(0, connections).Select(i =>
            PreparedRequest.Create(server.Address, Query, Enumerable.Range(0, articles).Select(k => Variables((k * 7 + i * 31) % articles)), null)).ToList();
        return IsPage(answer)
            ? new RequestLoad(server.Address, requests, IsPage, new CeilingAnswers(answer), posts)
            : throw Answers.Wrong(answer);
    }

    private static object Variables(int article) => new { key = GeneratedData.Key(article) };

    /// <summary>An article with its list of comments, and nothing after it.</summary>
    private static bool IsPage(ReadOnlySpan<byte> body) => body.StartsWith("{\"data\":{\"article\":{\"version\":"u8) && body.EndsWith("]}}}}"u8);
}
