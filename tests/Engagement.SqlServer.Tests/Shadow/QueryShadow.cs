using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engagement.SqlServer.Tests.Shadow;

/// <summary>
/// Repeats one LINQ query on SQL Server's provider: with samples; once more with null for each parameter that takes it, since
/// EF then writes IS NULL; once more with long collections, since EF then writes OPENJSON. Queries with collections of texts are
/// not tried so: the texts would have another collation than our columns, and SQL Server would not compare them. The product
/// asks for at most 1,000 texts at once, so that EF does not write it.
/// </summary>
/// <remarks>Uses services of EF that are meant for EF: there is no public way to run an expression on another context.</remarks>
internal sealed class QueryShadow(StatementLog log, HandWritten written, Func<CaptureConnection, DbContext> create)
{
    private static readonly MethodInfo Compile = typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!; // a public member of EF

    public void Repeat(Expression query, string origin)
    {
        using var connection = new CaptureConnection(log, origin);
        try
        {
            using var context = create(connection);
            Repeat(query, context);
        }
        catch (Exception e)
        {
            // The fake row seldom fits what the query makes of it; once the text is caught, that does not matter.
            if (connection.Captured == 0)
                log.Add(new CaptureGap(origin, (e is TargetInvocationException { InnerException: { } inner } ? inner : e).Message));
        }
    }

    private void Repeat(Expression query, DbContext context)
    {
        var rebase = new QueryRebase(context, written);
        var moved = rebase.Visit(query);
        var run = (Delegate)Compile.MakeGenericMethod(ResultOf(moved.Type)).Invoke(context.GetService<IDatabase>(), [moved, false])!;
        var samples = rebase.Parameters.ToDictionary(
            p => p.Name, p => rebase.Values.TryGetValue(p.Name, out var values) ? values : SampleValues.Of(p.Type, 2));
        List<Dictionary<string, object?>> passes = [samples];
        foreach (var nullable in rebase.Parameters.Where(p => SampleValues.TakesNull(p.Type)))
            passes.Add(new(samples) { [nullable.Name] = null });
        var mayBeLong = !rebase.Parameters.Any(p => SampleValues.IsTexts(p.Type));
        foreach (var collection in rebase.Parameters.Where(p => mayBeLong && SampleValues.IsCollection(p.Type)))
            passes.Add(new(samples) { [collection.Name] = SampleValues.Of(collection.Type, SampleValues.Many) });

        List<Exception> errors = [];
        foreach (var pass in passes)
        {
            try
            {
                Run(run, pass, context);
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }
        if (errors.Count > 0)
            throw errors[0];
    }

    private static void Run(Delegate run, Dictionary<string, object?> parameters, DbContext context)
    {
        var queryContext = context.GetService<IQueryContextFactory>().Create();
        foreach (var (name, value) in parameters)
            queryContext.Parameters[name] = value;
        if (run.DynamicInvoke(queryContext) is not IEnumerable rows || rows is string)
            return;
        var row = rows.GetEnumerator();
        while (row.MoveNext()) { }
    }

    private static Type ResultOf(Type query) => query.GetInterfaces().Prepend(query)
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>)) is { } queryable
            ? typeof(IEnumerable<>).MakeGenericType(queryable.GetGenericArguments())
            : query;
}
