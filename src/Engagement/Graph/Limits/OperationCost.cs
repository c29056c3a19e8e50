using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Engagement.Graph.Limits;

/// <summary>
/// The cost of one operation of a valid document with its variables: its fields, each times the
/// sizes of the lists that it stands in.
/// <list type="bullet">
/// <item>A field with <c>first</c> or <c>last</c> has that size, by argument, variable or default, and
/// <see cref="DocumentLimitOptions.PageSize"/> if none is given.</item>
/// <item>If it returns a connection, the size is that of the connection's own lists, <c>edges</c> and <c>nodes</c>:
/// <c>pageInfo</c> and <c>totalCount</c> are read once. The same holds for a payload and the lists of its input.</item>
/// <item>Other lists have the number of items that was asked for (<c>nodes(ids:)</c>), else
/// <see cref="ListSizeAttribute"/>, else <see cref="DocumentLimitOptions.ListSize"/>.</item>
/// <item>Fragments count wherever they are spread, whatever their type condition; <c>@skip</c> and <c>@include</c>
/// change nothing.</item>
/// <item>Below <c>__schema</c> and <c>__type</c> lists count once: the schema is small and fixed, and
/// <see cref="DocumentLimitOptions.IntrospectionLists"/> keeps it from being multiplied with itself.</item>
/// </list>
/// Linear in the text of the document: each fragment is summed once.
/// </summary>
internal sealed class OperationCost
{
    private readonly ISchema _schema;
    private readonly DocumentLimitOptions _limits;
    private readonly RequestedSize _sizes;
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> _fragments;
    private readonly Dictionary<ROM, Sum> _summed = [];

    private OperationCost(ISchema schema, GraphQLDocument document, RequestedSize sizes, DocumentLimitOptions limits)
    {
        _schema = schema;
        _limits = limits;
        _sizes = sizes;
        _fragments = DocumentShape.FragmentsOf(document);
    }

    /// <summary>At most <see cref="Count.Most"/>.</summary>
    /// <param name="schema">Initialized.</param>
    /// <param name="document">Valid against it.</param>
    /// <param name="operation">One of the document's.</param>
    /// <param name="variables">As the client sent them.</param>
    /// <param name="limits">The assumed sizes.</param>
    public static long Of(
        ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs? variables, DocumentLimitOptions limits)
    {
        var sizes = new RequestedSize(variables, operation.Variables, limits.PageSize);
        IObjectGraphType? root = operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation,
            OperationType.Subscription => schema.Subscription,
            _ => schema.Query,
        };
        return new OperationCost(schema, document, sizes, limits).Of(operation.SelectionSet, root).With(null);
    }

    private Sum Of(GraphQLSelectionSet? selectionSet, IGraphType? type)
    {
        Sum sum = default;
        if (selectionSet is null)
            return sum;
        foreach (var selection in selectionSet.Selections)
            sum = sum.And(selection switch
            {
                GraphQLField field => Of(field, type),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, inline.TypeCondition is { } on ? TypeOf(on) : type),
                GraphQLFragmentSpread spread => Of(spread.FragmentName.Name.Value),
                _ => default,
            });
        return sum;
    }

    private Sum Of(ROM fragmentName)
    {
        if (_summed.TryGetValue(fragmentName, out var sum))
            return sum;
        if (!_fragments.TryGetValue(fragmentName, out var fragment))
            return default;

        _summed[fragmentName] = default; // a valid document has no cycle
        return _summed[fragmentName] = Of(fragment.SelectionSet, TypeOf(fragment.TypeCondition));
    }

    private Sum Of(GraphQLField field, IGraphType? parent)
    {
        if (DefinitionOf(field, parent) is not { ResolvedType: { } type } definition)
            return new Sum(1, 0, 0);

        var named = type.GetNamedType();
        var isList = RequestedSize.IsList(type);
        var below = Of(field.SelectionSet, named);
        var size = _sizes.Of(definition, field, isList);
        if (!isList)
            return new Sum(Count.Add(1, below.With(size)), 0, 0);

        var item = below.With(null);
        if (size is { } asked)
            return new Sum(Count.Add(1, Count.Multiply(asked, item)), 0, 0);
        var assumed = named.Name.StartsWith("__", StringComparison.Ordinal) ? 1 : ListSizeAttribute.Of(definition) ?? _limits.ListSize;
        return new Sum(1, item, Count.Multiply(assumed, item));
    }

    private FieldType? DefinitionOf(GraphQLField field, IGraphType? parent)
    {
        var name = field.Name.Value;
        if (name == _schema.SchemaMetaFieldType.Name)
            return _schema.SchemaMetaFieldType;
        if (name == _schema.TypeMetaFieldType.Name)
            return _schema.TypeMetaFieldType;
        return (parent as IComplexGraphType)?.Fields.Find(name); // __typename has no definition here and costs 1
    }

    private IGraphType? TypeOf(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.Value];

    /// <summary>The cost of a selection set, open for the size that the field above gives to its lists.</summary>
    /// <param name="Once">What is read once.</param>
    /// <param name="Item">What one item of each of its lists without a size of their own costs.</param>
    /// <param name="Assumed">What those lists cost if the field above gives no size.</param>
    private readonly record struct Sum(long Once, long Item, long Assumed)
    {
        public Sum And(Sum other) =>
            new(Count.Add(Once, other.Once), Count.Add(Item, other.Item), Count.Add(Assumed, other.Assumed));

        public long With(long? size) => Count.Add(Once, size is { } items ? Count.Multiply(items, Item) : Assumed);
    }
}
