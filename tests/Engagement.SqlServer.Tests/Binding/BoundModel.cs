using Microsoft.SqlServer.Dac.Model;

namespace Engagement.SqlServer.Tests.Binding;

/// <summary>DacFx's model of the schema, with one procedure for each statement that is to be bound to it.</summary>
/// <remarks>
/// The binary collation makes names exact: SQL Server would take a wrong case or not, depending on where it is installed.
/// An undeclared variable throws on adding and leaves the model unusable, with no way to take the procedure out again: such a
/// statement is counted and the model is built anew without it.
/// </remarks>
internal sealed class BoundModel : IDisposable
{
    private static readonly TSqlObjectOptions Options = new();
    private readonly IReadOnlyList<string> _schema;
    private readonly List<Procedure> _bound = [];
    private TSqlModel _model;

    public BoundModel(IReadOnlyList<string> schema)
    {
        _schema = schema;
        _model = Build();
    }

    /// <returns>Null if it went in; otherwise why it did not.</returns>
    public string? Add(Procedure procedure)
    {
        try
        {
            AddTo(_model, procedure);
            _bound.Add(procedure);
            return null;
        }
        catch (DacModelException e)
        {
            _model.Dispose();
            _model = Build();
            foreach (var bound in _bound)
                AddTo(_model, bound);
            return e.Message;
        }
    }

    /// <summary>
    /// Everything that does not resolve, each with the procedure that it names. Warnings count: an unknown column in a
    /// procedure is only a warning to DacFx.
    /// </summary>
    public IEnumerable<string> Validate() => _model.Validate().Select(m => $"{m.Prefix}{m.Number}: {m.Message}")
        .Concat(_model.GetModelErrors().Select(e => $"{e.Prefix}{e.ErrorCode}: {e.Message} ({e.SourceName})"))
        .Distinct();

    public void Dispose() => _model.Dispose();

    private TSqlModel Build()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions { Collation = "Latin1_General_100_BIN2" });
        foreach (var create in _schema)
            model.AddObjects(create);
        return model;
    }

    private static void AddTo(TSqlModel model, Procedure procedure)
    {
        foreach (var (table, index) in procedure.Tables.Select((t, i) => (t, i)))
            model.AddOrUpdateObjects(table, $"{procedure.Name}/{index}", Options);
        model.AddOrUpdateObjects(procedure.Create, procedure.Name, Options);
    }
}
