using System.Linq.Expressions;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// Added to a context of another engine, it repeats on SQL Server's provider every query that EF compiles (ExecuteUpdate,
/// ExecuteDelete and compiled queries among them) and every SaveChanges, over a connection that writes the commands down.
/// The test goes on as if nothing were there. The text of hand-written SQL is not its to know: see <see cref="HandWritten"/>.
/// </summary>
/// <remarks>
/// EF builds one set of its services, query cache and all, for each such object, warns after twenty, and tells each of a query
/// once, when it compiles it. So there is one object for the whole run, in every context's options, and the check comes at the
/// end. Safe for use by many threads.
/// </remarks>
/// <typeparam name="TContext">Contexts of other types (a test's OpenID server, say) are left alone.</typeparam>
internal sealed class ShadowInterceptor<TContext>(StatementLog log, HandWritten written, Func<CaptureConnection, TContext> create)
    : IQueryExpressionInterceptor, ISaveChangesInterceptor
    where TContext : DbContext
{
    private readonly QueryShadow _queries = new(log, written, create);
    private readonly SaveShadow _saves = new(log, create);

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is TContext)
            _queries.Repeat(queryExpression, CallSite.Find());
        return queryExpression;
    }

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context is TContext saving)
            _saves.Repeat(saving);
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));
}
