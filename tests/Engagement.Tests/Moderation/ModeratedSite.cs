using System.Linq.Expressions;
using System.Text.Json;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Live;
using Engagement.Moderation;
using Engagement.Readers;
using GraphQL;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Moderation;

/// <summary>The product on a SQLite file of its own, asked through its schema, with a clock that stands until it is moved.</summary>
internal sealed class ModeratedSite : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"moderation-{Guid.NewGuid():N}.db");
    private readonly SqliteConnection _connection;
    private readonly ServiceProvider _services;

    private ModeratedSite(PaceOptions pace)
    {
        _connection = new SqliteConnection($"Data Source={_file}");
        _services = Product.On(_connection.ConnectionString, Time, Commands)
            .AddSingleton(pace)
            .AddSingleton<ThreadClosing>()
            .BuildServiceProvider(validateScopes: true);
    }

    public FakeTimeProvider Time { get; } = new(Start);
    public RecordedCommands Commands { get; } = new();
    public DateTime Now => Time.GetUtcNow().UtcDateTime;
    public KnownVersions Known => _services.GetRequiredService<KnownVersions>();

    public Caller Ann { get; } = Person("Ann", Roles.Reader);
    public Caller Ben { get; } = Person("Ben", Roles.Reader);
    public Caller Mod { get; } = Person("Mod", Roles.Moderator);
    public Caller Max { get; } = Person("Max", Roles.Moderator);
    public Caller Admin { get; } = Person("Admin", Roles.Admin);

    /// <summary>An empty site where all five readers are known, so that no later step makes one.</summary>
    public static async Task<ModeratedSite> OpenAsync(PaceOptions? pace = null)
    {
        var site = new ModeratedSite(pace ?? new PaceOptions { PostsPerMinute = 0, ReactionsPerMinute = 0 });
        await using (var db = await site.DbAsync())
            await db.Database.EnsureCreatedAsync(Cancel);
        foreach (var caller in new[] { site.Ann, site.Ben, site.Mod, site.Max, site.Admin })
            await site.ReaderIdAsync(caller);
        return site;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Caller Person(string name, Roles roles) => new($"sub-{name}", name, null, [], roles, [], Start.UtcDateTime);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<EngagementDbContext> DbAsync() =>
        _services.GetRequiredService<IDbContextFactory<EngagementDbContext>>().CreateDbContextAsync(Cancel);

    public async Task<List<T>> RowsAsync<T>(Expression<Func<T, bool>>? which = null) where T : class
    {
        await using var db = await DbAsync();
        return await db.Set<T>().AsNoTracking().Where(which ?? (_ => true)).ToListAsync(Cancel);
    }

    public async Task<long> ReaderIdAsync(Caller caller) => await Get<ReaderDirectory>().EnsureAsync(caller, Cancel);
    public async Task<string> PublicReaderIdAsync(Caller caller) => PublicId.Format(ReaderView.IdPrefix, await ReaderIdAsync(caller));

    /// <summary>The public id of a new article.</summary>
    public async Task<string> AddArticleAsync(string key = "article", params string[] channels)
    {
        var article = Article.New(key, Now);
        (article.Url, article.Title, article.ChangedAt) = ($"https://news.example/{Uri.EscapeDataString(key)}", key, Now);
        article.UrlHash = ArticleUrl.Hash(article.Url);
        await using var db = await DbAsync();
        db.Add(article);
        db.AddRange(channels.Select((c, i) => new ArticleTerm { ArticleId = article.Id, Kind = TermKind.Channel, Position = i, Value = c }));
        await db.SaveChangesAsync(Cancel);
        return ArticleView.From(article).Id;
    }

    public async Task<Article> ArticleAsync(string articleId)
    {
        var id = ArticleView.ParseId(articleId);
        return (await RowsAsync<Article>()).Single(a => a.Id == id);
    }

    public async Task<Comment> CommentAsync(string commentId)
    {
        var key = CommentKey.Parse(commentId);
        return (await RowsAsync<Comment>()).Single(c => new CommentKey(c.ArticleId, c.Seq) == key);
    }

    /// <summary>The audit trail as stored, oldest first.</summary>
    public async Task<List<AuditEntry>> TrailAsync() => [.. (await RowsAsync<AuditEntry>()).OrderBy(e => e.Id)];

    /// <summary>Transactions that wrote something, so far.</summary>
    public async Task<int> WritesAsync() => (await RowsAsync<CommitMarker>()).Count;

    /// <summary>Runs an operation; the whole answer.</summary>
    public async Task<JsonElement> AnswerAsync(Caller? caller, string document, object? variables = null)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().Caller = caller;
        var serializer = Get<IGraphQLTextSerializer>();
        var result = await Get<IDocumentExecuter>().ExecuteAsync(new ExecutionOptions
        {
            Schema = Product.Schema,
            Query = document,
            Variables = variables is null ? null : serializer.Deserialize<Inputs>(JsonSerializer.Serialize(variables, JsonSerializerOptions.Web)),
            RequestServices = scope.ServiceProvider,
            CancellationToken = Cancel,
            ThrowOnUnhandledException = true,
        });
        return JsonDocument.Parse(serializer.Serialize(result)).RootElement;
    }

    /// <summary>Runs an operation that has no top-level error; its data.</summary>
    public async Task<JsonElement> DataAsync(Caller? caller, string document, object? variables = null)
    {
        var answer = await AnswerAsync(caller, document, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>The id of a new comment.</summary>
    public async Task<string> PostAsync(Caller author, string articleId, string? parentId = null, string body = "text")
    {
        var payload = await this.MutateAsync(author, "postComment", new { articleId, parentId, body });
        Assert.Empty(payload.Codes());
        return payload.At("comment", "id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearPool(_connection);
        foreach (var file in new[] { _file, $"{_file}-wal", $"{_file}-shm" })
            File.Delete(file);
    }
}
