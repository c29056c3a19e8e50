using System.Collections;
using System.Globalization;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Engagement.Graph.Limits;

/// <summary>
/// Reads from a field's arguments how many items it was asked for: from literals, from variables as they came, from
/// defaults.
/// </summary>
/// <param name="variables">As the client sent them.</param>
/// <param name="definitions">The operation's, for their defaults.</param>
/// <param name="pageSize">For a field that has <c>first</c> or <c>last</c> and is given neither.</param>
internal sealed class RequestedSize(Inputs? variables, GraphQLVariablesDefinition? definitions, int pageSize)
{
    /// <summary>
    /// A field with <c>first</c> or <c>last</c>: the larger one that is given. Else, for a list, the length of its
    /// longest list argument, as in <c>nodes(ids:)</c>; for an object, of the longest list in an input object, as in
    /// <c>registerArticles(input: { articles: })</c>. Null if nothing tells.
    /// </summary>
    public long? Of(FieldType definition, GraphQLField field, bool isList)
    {
        long? size = null;
        var isPaged = false;
        if (definition.Arguments is not { } arguments)
            return null;
        foreach (var argument in arguments)
            if (argument.Name is "first" or "last")
            {
                isPaged = true;
                size = Larger(size, Number(Given(argument, field)));
            }
        if (isPaged)
            return size ?? pageSize;

        foreach (var argument in arguments)
            if (argument.ResolvedType is { } type && IsList(type) == isList)
                size = Larger(size, isList ? Items(Given(argument, field)) : LongestList(Given(argument, field)));
        return size;
    }

    public static bool IsList(IGraphType type) => type is ListGraphType || type is NonNullGraphType { ResolvedType: ListGraphType };

    // A literal (GraphQLValue) or a value as a client or a default gave it.
    private object? Given(QueryArgument argument, GraphQLField field)
    {
        foreach (var given in field.Arguments?.Items ?? [])
            if (given.Name.Value == argument.Name)
                return given.Value is GraphQLVariable variable ? Value(variable) ?? argument.DefaultValue : given.Value;
        return argument.DefaultValue;
    }

    private object? Value(GraphQLVariable variable)
    {
        var name = variable.Name.Value;
        if (variables is not null && variables.TryGetValue(name.ToString(), out var value))
            return value;
        foreach (var definition in definitions?.Items ?? [])
            if (definition.Variable.Name.Value == name)
                return definition.DefaultValue;
        return null;
    }

    private static long? Number(object? value) => value switch
    {
        GraphQLIntValue literal => Number(double.Parse(literal.Value.Span, CultureInfo.InvariantCulture)),
        null or GraphQLValue or string => null,
        IConvertible number => (long)Math.Clamp(number.ToDouble(CultureInfo.InvariantCulture), 0, Count.Most),
        _ => null,
    };

    private long? Items(object? value) => value switch
    {
        null or GraphQLNullValue => null,
        GraphQLVariable variable => Items(Value(variable)),
        GraphQLListValue list => list.Values?.Count ?? 0,
        // A single value stands for a list of one (specification, section 3.11, input coercion).
        GraphQLValue or string or IDictionary<string, object?> => 1,
        ICollection list => list.Count,
        _ => 1,
    };

    private long? LongestList(object? value)
    {
        long? longest = null;
        switch (value)
        {
            case GraphQLObjectValue literal:
                foreach (var field in literal.Fields ?? [])
                    if (field.Value is GraphQLListValue or GraphQLVariable)
                        longest = Larger(longest, Items(field.Value));
                break;
            case IDictionary<string, object?> given:
                foreach (var item in given.Values)
                    if (item is ICollection and not IDictionary<string, object?>)
                        longest = Larger(longest, Items(item));
                break;
        }
        return longest;
    }

    private static long? Larger(long? a, long? b) => a is null || b > a ? b : a;
}
