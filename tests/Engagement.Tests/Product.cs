using Engagement.Articles;
using Engagement.Comments;
using Engagement.Comments.Bodies;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Data.Sqlite;
using Engagement.Discovery;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Moderation;
using Engagement.Readers;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Tests;

/// <summary>The services of the product as its host wires them, for tests that need no host.</summary>
internal static class Product
{
    /// <summary>One for all tests, since making it takes long: its fields take what they need from each request's services.</summary>
    private static readonly Lazy<ISchema> SharedSchema = new(() =>
    {
        var schema = Features().BuildServiceProvider().GetRequiredService<ISchema>();
        schema.Initialize();
        return schema;
    });

    /// <inheritdoc cref="SharedSchema"/>
    public static ISchema Schema => SharedSchema.Value;

    /// <summary>
    /// All of it over a SQLite file, with an engine of its own, the default of each option, and no limits of pace; what a test
    /// registers after it wins. Background work is there and not started.
    /// </summary>
    public static IServiceCollection On(string connectionString, TimeProvider time, params IInterceptor[] interceptors) => Features()
        .AddLogging()
        .AddSingleton(time)
        .AddSingleton(new DatabaseChoice(new SqliteEngine(), connectionString))
        .ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(interceptors))
        .AddSingleton<SiteOptions>().AddSingleton<WriteOptions>().AddSingleton<RetentionOptions>().AddSingleton<ReaderOptions>().AddSingleton<CommentingOptions>()
        .AddSingleton<RenderedBodiesOptions>().AddSingleton<ModerationOptions>().AddSingleton<LiveOptions>().AddSingleton<DiscoveryOptions>()
        .AddSingleton(new PaceOptions { PostsPerMinute = 0, ReactionsPerMinute = 0 })
        .AddSingleton(Schema);

    private static IServiceCollection Features() => new ServiceCollection()
        .AddEngagementData()
        .AddLive()
        .AddEngagementGraph()
        .AddReaders()
        .AddArticles()
        .AddCounts()
        .AddComments()
        .AddDiscovery()
        .AddModeration();
}
