using System.Diagnostics.Metrics;
using System.Text.Json;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Live;
using Engagement.Readers;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Live;

/// <summary>What a test sets otherwise.</summary>
internal sealed class ReplicaSettings
{
    public LiveOptions Live { get; } = new();
    public IInterceptor? Interceptor { get; set; }
}

/// <summary>The product's services on a database, asked by GraphQL.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _meters = new();
    private readonly Dictionary<string, long> _counts = [];

    public Replica(LiveDatabase database, ReplicaSettings settings)
    {
        IInterceptor[] interceptors = settings.Interceptor is { } interceptor ? [interceptor] : [];
        _services = Product.On(database.ConnectionString, Clock, interceptors).AddSingleton(settings.Live).BuildServiceProvider(validateScopes: true);
        Listen();
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();
    public ArticleTails Tails => Get<ArticleTails>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Caller Caller(string subject, Roles roles = Roles.Reader, string? name = null, DateTime? issued = null) =>
        new(subject, name ?? subject, null, [], roles, [], issued ?? DateTime.UnixEpoch);

    /// <summary>One of the background services.</summary>
    public TService Service<TService>() where TService : IHostedService => _services.GetServices<IHostedService>().OfType<TService>().Single();

    /// <summary>Starts one of them.</summary>
    public Task StartAsync<TService>() where TService : IHostedService => Service<TService>().StartAsync(Cancel);

    /// <summary>How often documents were executed for events.</summary>
    public long Executions(bool shared)
    {
        lock (_counts)
            return _counts.GetValueOrDefault($"engagement.live.executions {shared}");
    }

    public async Task<string> AddArticleAsync(ArticleState state = ArticleState.Published)
    {
        var key = $"article-{Guid.NewGuid():N}";
        var url = $"https://news.example/{key}";
        var row = Article.New(key, DateTime.UtcNow);
        (row.Url, row.UrlHash, row.Title, row.State) = (url, ArticleUrl.Hash(url), key, state);
        row.StampSettings();
        await Get<ArticleWrites>().RunAsync([], (write, _) =>
        {
            write.Add(row);
            return Task.FromResult(true);
        }, Cancel);
        return ArticleView.From(row).Id;
    }

    public Task ChangeArticleAsync(string articleId, Action<Article> change) =>
        Get<ArticleWrites>().RunAsync([ArticleView.ParseId(articleId)!.Value], (write, _) =>
        {
            change(write.Articles.Values.Single());
            return Task.FromResult(true);
        }, Cancel);

    /// <summary>The data of an answer; fails on errors.</summary>
    public async Task<JsonElement> AskAsync(string document, Caller? caller, object? variables = null)
    {
        await using var scope = _services.CreateAsyncScope();
        var answer = Json(await ExecuteAsync(scope, document, caller, variables));
        return answer.TryGetProperty("errors", out var errors) ? throw new InvalidOperationException(errors.GetRawText()) : answer.GetProperty("data");
    }

    public async Task<string> PostAsync(string articleId, string body, Caller caller, string? parentId = null)
    {
        var data = await AskAsync(
            "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } errors { code } } }",
            caller, new { input = new { articleId, body, parentId } });
        return data.GetProperty("postComment").GetProperty("comment").GetProperty("id").GetString()!;
    }

    public Task EditAsync(string commentId, string body, Caller caller) => AskAsync(
        "mutation($input: EditCommentInput!) { editComment(input: $input) { errors { code } } }", caller, new { input = new { commentId, body } });

    public Task DeleteAsync(string commentId, Caller caller) => AskAsync(
        "mutation($input: DeleteCommentInput!) { deleteComment(input: $input) { errors { code } } }", caller, new { input = new { commentId } });

    public async Task<long> VersionAsync(string articleId)
    {
        var data = await AskAsync("query($id: ID!) { article(by: { id: $id }) { version } }", Caller("staff", Roles.Admin), new { id = articleId });
        return data.GetProperty("article").GetProperty("version").GetInt64();
    }

    /// <summary>Begins a subscription; the result is the one before the stream.</summary>
    public async Task<(ExecutionResult Result, AsyncServiceScope Scope)> OpenAsync(string document, Caller? caller, object? variables = null)
    {
        var scope = _services.CreateAsyncScope();
        return (await ExecuteAsync(scope, document, caller, variables), scope);
    }

    /// <summary>Follows; fails if the subscription is refused.</summary>
    public async Task<Follower> FollowAsync(string document, object? variables = null, Caller? caller = null, Action<LiveSubscriptions>? client = null)
    {
        var scope = _services.CreateAsyncScope();
        client?.Invoke(scope.ServiceProvider.GetRequiredService<LiveSubscriptions>());
        var result = await ExecuteAsync(scope, document, caller, variables);
        return result.Streams is { Count: 1 } streams
            ? new Follower(this, streams.Values.Single(), scope)
            : throw new InvalidOperationException(Json(result).GetRawText());
    }

    public JsonElement Json(ExecutionResult result) => JsonDocument.Parse(Get<IGraphQLTextSerializer>().Serialize(result)).RootElement;

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _meters.Dispose();
    }

    private Task<ExecutionResult> ExecuteAsync(AsyncServiceScope scope, string document, Caller? caller, object? variables)
    {
        scope.ServiceProvider.GetRequiredService<Viewer>().Caller = caller;
        return Get<IDocumentExecuter>().ExecuteAsync(options =>
        {
            options.Schema = Get<ISchema>();
            options.Query = document;
            options.Variables = variables is null ? null : Get<IGraphQLTextSerializer>().Deserialize<Inputs>(JsonSerializer.Serialize(variables));
            options.RequestServices = scope.ServiceProvider;
            options.CancellationToken = Cancel;
        });
    }

    private void Listen()
    {
        var meter = Get<LiveMetrics>().Meter;
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(t => t.Value)]);
            lock (_counts)
                _counts[key] = _counts.GetValueOrDefault(key) + value;
        });
        _meters.Start();
    }
}
