using Engagement.SqlServer.Tests.Binding;
using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Lint;
using Microsoft.EntityFrameworkCore;

namespace Engagement.SqlServer.Tests;

/// <summary>
/// A spelling check of everything that SQL Server would be sent, for machines on which SQL Server cannot run.
/// <list type="number">
/// <item>Capture. Tests run on SQLite with a <see cref="Shadow.ShadowInterceptor{TContext}"/> in each context's options; it repeats
/// every query and save on EF's SQL Server provider over a <see cref="CaptureConnection"/>, into one <see cref="StatementLog"/>.
/// SQL written by hand is handed to <see cref="StatementLog.Record(string, IEnumerable{KeyValuePair{string, object}}, string)"/>
/// by whoever runs it. Another process leaves its log in a <see cref="StatementFile"/>.</item>
/// <item>Parse, with the grammar of SQL Server 2022.</item>
/// <item>Bind. The schema comes from EF's own create script; each statement becomes a procedure in a model of DacFx
/// (<see cref="StatementBinder"/>), and every name that does not resolve is a finding.</item>
/// <item>Lint, for what both let through (<see cref="StatementLint"/>).</item>
/// </list>
/// It proves itself on kept wrong statements (Proof). It does not see types that do not fit, locks, deadlocks, isolation, plans,
/// limits, or what a statement does; and it sees only what tests run. The suite against a real SQL Server is the proof.
/// </summary>
internal sealed class SqlServerCheck
{
    private readonly SchemaScript _schema;
    private readonly StatementBinder _binder;
    private readonly StatementLint _lint;

    private SqlServerCheck(SchemaScript schema)
    {
        _schema = schema;
        _binder = new StatementBinder(schema.Creates);
        _lint = new StatementLint(schema.Creates);
    }

    /// <exception cref="InvalidOperationException">EF's create script of the model does not parse.</exception>
    public static SqlServerCheck Of<TContext>(CheckedModel<TContext> model)
        where TContext : DbContext
    {
        using var connection = new CaptureConnection(new StatementLog(), "create script");
        using var context = model.Create(connection);
        var schema = SchemaScript.Read(context.Database.GenerateCreateScript());
        return new SqlServerCheck(schema with { Creates = [.. schema.Creates, .. model.MoreSchema] });
    }

    /// <summary>Every finding of every instrument; empty is a pass. About a second for each hundred statements.</summary>
    public IReadOnlyList<Finding> Run(StatementLog log) =>
    [
        .. log.Gaps.Select(g => new Finding(Instrument.Capture, g.Origin, g.Message, "")),
        .. new SchemaLint(_schema.Creates).Look(),
        .. Run([.. log.Statements, .. _schema.Others.Select(o => new CapturedStatement(o, [], "create script"))]),
    ];

    /// <inheritdoc cref="Run(StatementLog)"/>
    public IReadOnlyList<Finding> Run(IReadOnlyList<CapturedStatement> statements) =>
        [.. _binder.Bind(statements), .. statements.SelectMany(_lint.Look)];
}
