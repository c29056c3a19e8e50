using Engagement.Data;
using Engagement.Data.SqlServer;
using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Shadow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>
/// The product on SQLite, with its shadow on SQL Server: LINQ and saves by <see cref="ShadowInterceptor{TContext}"/>, what is
/// written by hand by <see cref="SqlDialect.Observer"/>. One for the whole run.
/// </summary>
internal sealed class ProductShadow
{
    private static readonly SqlDialect SqlServer = new SqlServerEngine().Dialect;

    private readonly HandWritten _written = new();
    private readonly ShadowInterceptor<EngagementDbContext> _interceptor;

    public ProductShadow() => _interceptor = new ShadowInterceptor<EngagementDbContext>(Log, _written, CheckedModels.Product.Create);

    public StatementLog Log { get; } = new();
    public ReachedSites Reached { get; } = new();
    public LostCommit LostCommit { get; } = new();

    /// <summary>Puts the shadow under a host that runs on SQLite.</summary>
    public void Add(IServiceCollection services)
    {
        services.ConfigureDbContext<EngagementDbContext>(options => options.AddInterceptors(_interceptor, Reached, LostCommit));
        services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            var dialect = provider.GetRequiredService<DatabaseEngine>().Dialect;
            dialect.Observer = (text, values) => Observe(dialect, text, values);
            return dialect;
        }));
    }

    /// <summary>
    /// Sends the text to SQL Server's provider as a command of its own, whatever becomes of it here; one that is part of a
    /// query is sent once more, the way that EF puts it into the query.
    /// </summary>
    private void Observe(SqlDialect running, Func<SqlDialect, string> text, IReadOnlyList<object> values)
    {
        Reached.Mark();
        var theirs = text(SqlServer);
        _written.Add(text(running), theirs, values);
        using var connection = new CaptureConnection(Log, CallSite.Find());
        using var db = CheckedModels.Product.Create(connection);
        try
        {
            db.Database.ExecuteSqlRaw(theirs, values);
        }
        catch (Exception e) when (connection.Captured == 0)
        {
            Log.Add(new CaptureGap(CallSite.Find(), $"{e.Message}: {theirs}"));
        }
    }
}
