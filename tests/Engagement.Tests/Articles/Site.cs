using System.Data.Common;
using Engagement.Articles;
using Engagement.Data;
using Engagement.Readers;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Types;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Articles;

/// <summary>Articles on a database file of their own, asked in C# or by GraphQL.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Commands _commands = new();
    private readonly ServiceProvider _services;

    public Site() => _services = Product.On($"Data Source={_file}", Clock, _commands)
        .AddSingleton(new CommentingOptions { MaxLength = 700, EditWindow = TimeSpan.FromMinutes(2) })
        .BuildServiceProvider(validateScopes: true);

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 1, 2, 12, 0, 0, TimeSpan.Zero));
    internal NamedArticles Named => _services.GetRequiredService<NamedArticles>();
    internal MissingAddresses Missing => _services.GetRequiredService<MissingAddresses>();
    internal RegisterArticles Register => _services.GetRequiredService<RegisterArticles>();
    internal IDbContextFactory<EngagementDbContext> Contexts => _services.GetRequiredService<IDbContextFactory<EngagementDbContext>>();
    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Statements sent since the last <see cref="ForgetStatements"/>.</summary>
    internal IReadOnlyCollection<string> Statements => _commands.Texts;

    internal void ForgetStatements() => _commands.Texts.Clear();

    /// <summary>Called with each statement before it runs.</summary>
    internal Func<DbCommand, Task>? BeforeStatement { set => _commands.Before = value; }

    /// <summary>Called with each statement when its rows were read.</summary>
    internal Func<DbCommand, Task>? AfterStatement { set => _commands.After = value; }

    internal static Caller Publisher { get; } = new("publisher", "P", null, [], Roles.Publisher, [], DateTime.UnixEpoch);

    public async ValueTask InitializeAsync()
    {
        await using var db = await Contexts.CreateDbContextAsync();
        await db.Database.MigrateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        using var connection = new SqliteConnection($"Data Source={_file}");
        SqliteConnection.ClearPool(connection);
        File.Delete(_file);
    }

    internal static ArticleInput Input(string key, string? url = null) =>
        new() { Key = key, Url = url ?? $"https://news.example/{key}", Title = $"About {key}" };

    internal Task<RegisteredArticles> RegisterAsync(params ArticleInput[] articles) => Register.RunAsync(articles, Cancel);

    internal async Task<Article?> FindAsync(string key)
    {
        await using var db = await Contexts.CreateDbContextAsync(Cancel);
        return await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, Cancel);
    }

    /// <summary>The answer as JSON.</summary>
    internal async Task<string> AskAsync(string document, Caller? caller = null)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Viewer>().Caller = caller;
        var result = await _services.GetRequiredService<IDocumentExecuter>().ExecuteAsync(options =>
        {
            options.Schema = _services.GetRequiredService<ISchema>();
            options.Query = document;
            options.RequestServices = scope.ServiceProvider;
            options.CancellationToken = Cancel;
        });
        return new GraphQLSerializer(indent: false).Serialize(result);
    }

    private sealed class Commands : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];
        public Func<DbCommand, Task>? Before { get; set; }
        public Func<DbCommand, Task>? After { get; set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            lock (Texts)
                Texts.Add(command.CommandText);
            if (Before is { } before)
                await before(command);
            return result;
        }

        public override async ValueTask<InterceptionResult> DataReaderClosingAsync(
            DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            if (After is { } after)
                await after(command);
            return result;
        }
    }
}
