using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace Engagement.Data;

/// <summary>
/// Makes untracked entities of rows by the model's own mapping (columns, types, converters), compiled once. It serves
/// <see cref="PreparedReads"/>.
/// </summary>
/// <remarks>For entities whose every mapped property has a setter, be it private, and that have no owned or inherited part.</remarks>
internal sealed class EntityRows<T> where T : class
{
    private static readonly ConcurrentDictionary<IModel, EntityRows<T>> OfModels = new();

    private readonly int _columns;
    private readonly Func<DbDataReader, T> _make;

    private EntityRows(IModel model)
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var properties = entity.GetProperties().ToList();
        _columns = properties.Count;
        Columns = string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\""));
        _make = Compile(properties);
    }

    /// <summary>By the model of a context; each engine has one.</summary>
    public static EntityRows<T> Of(IModel model) => OfModels.GetOrAdd(model, m => new EntityRows<T>(m));

    /// <summary>All columns, quoted, a comma between.</summary>
    public string Columns { get; }

    /// <summary>Reads to the end. The rows have <see cref="Columns"/> in this order.</summary>
    public async Task<List<T>> ReadAsync(DbDataReader rows, CancellationToken cancel)
    {
        var list = new List<T>();
        while (await rows.ReadAsync(cancel))
            list.Add(_make(rows));
        return list;
    }

    /// <summary>The same of rows that end in one more column, the number of the part of the statement that they come from.</summary>
    public async Task<List<(int Part, T Row)>> ReadPartsAsync(DbDataReader rows, CancellationToken cancel)
    {
        var list = new List<(int, T)>();
        while (await rows.ReadAsync(cancel))
            list.Add((rows.GetInt32(_columns), _make(rows)));
        return list;
    }

    private static Func<DbDataReader, T> Compile(List<IProperty> properties)
    {
        var rows = Expression.Parameter(typeof(DbDataReader));
        var constructor = typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new InvalidOperationException($"{typeof(T).Name} has no constructor without parameters.");
        var values = properties.Select((p, i) => Expression.Bind(
            p.PropertyInfo ?? throw new InvalidOperationException($"{p.Name} is no property."),
            Value(p, rows, Expression.Constant(i))));
        return Expression.Lambda<Func<DbDataReader, T>>(Expression.MemberInit(Expression.New(constructor), values), rows).Compile();
    }

    private static Expression Value(IProperty property, Expression rows, Expression ordinal)
    {
        var mapping = property.GetRelationalTypeMapping();
        var method = mapping.GetDataReaderMethod();
        var source = rows.Type.IsAssignableTo(method.DeclaringType) ? rows : Expression.Convert(rows, method.DeclaringType!); // no static methods
        var value = mapping.CustomizeDataReaderExpression(Expression.Call(source, method, ordinal));
        if (mapping.Converter is { ConvertFromProviderExpression: var convert })
            value = ReplacingExpressionVisitor.Replace(convert.Parameters[0], As(value, convert.Parameters[0].Type), convert.Body);
        value = As(value, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(Expression.Call(rows, nameof(DbDataReader.IsDBNull), null, ordinal), Expression.Default(property.ClrType), value)
            : value;
    }

    private static Expression As(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}
