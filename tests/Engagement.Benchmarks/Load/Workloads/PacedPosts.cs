using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Engagement.Benchmarks.Load.Workloads;

/// <summary>Posts to one article at a pace, whether the last one is answered or not, by a hundred readers in turn.</summary>
internal sealed class PacedPosts : IAsyncDisposable
{
    private const int Readers = 100;

    private const string Mutation = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } errors { code message } } }";

    private readonly HttpClient _http;
    private readonly string _article;
    private readonly double _perSecond;
    private readonly string[] _tokens;
    private int _sent;

    private PacedPosts(Uri address, string article, double perSecond, string[] tokens)
    {
        _http = new HttpClient { BaseAddress = address };
        (_article, _perSecond, _tokens) = (article, perSecond, tokens);
    }

    /// <summary>Which one comes next; the first is 0.</summary>
    public int Next => _sent;

    public static async Task<PacedPosts> PrepareAsync(LoadServer server, string articleKey, double perSecond, CancellationToken cancel) =>
        new(server.Address, await server.ArticleIdAsync(articleKey, cancel), perSecond, server.ReaderTokens(Readers));

    /// <summary>The same to another server.</summary>
    public PacedPosts At(Uri address) => new(address, _article, _perSecond, _tokens);

    /// <summary>How many belong to a time.</summary>
    public int Count(TimeSpan duration) => (int)(duration.TotalSeconds * _perSecond);

    /// <summary>Posts for so long. How many a second there were, until the last one was answered.</summary>
    /// <exception cref="InvalidOperationException">One was refused.</exception>
    public async Task<double> RunAsync(TimeSpan duration, CancellationToken cancel)
    {
        var (posts, started) = (Count(duration), Stopwatch.GetTimestamp());
        var underWay = new List<Task>();
        for (var i = 0; i < posts; i++)
        {
            if (TimeSpan.FromSeconds((i + 1) / _perSecond) - Stopwatch.GetElapsedTime(started) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, cancel);
            underWay.Add(PostAsync(cancel));
        }
        await Task.WhenAll(underWay);
        return posts / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Posts so many, one after the other without a pause.</summary>
    public async Task RunAtFullSpeedAsync(int posts, CancellationToken cancel)
    {
        for (var i = 0; i < posts; i++)
            await PostAsync(cancel);
    }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<byte[]> PostAsync(CancellationToken cancel)
    {
        var number = _sent++;
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new
            {
                query = Mutation,
                variables = new { input = new { articleId = _article, body = $"{PostMark.Write(number)} {Texts.Body(0)}" } },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[number % _tokens.Length]);
        using var response = await _http.SendAsync(request, cancel);
        var answer = await response.Content.ReadAsByteArrayAsync(cancel);
        return response.IsSuccessStatusCode && !Answers.HasErrors(answer) ? answer : throw Answers.Wrong(answer);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
