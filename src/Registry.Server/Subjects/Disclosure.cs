using Google.Protobuf;
using Google.Protobuf.Reflection;
using Registry.Contracts.Access;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Subjects;

/// <summary>
/// Between messages of the contract and sealed fields, for every message alike: each top-level field is sealed alone, under the
/// class that the contract declares for it, as the message with only that field set. So it opens by merging.
/// </summary>
internal sealed class Disclosure(AccessRules rules)
{
    /// <summary>The class of a field of a person or a measure.</summary>
    public DomainClass ClassOf(FieldDescriptor field) => (DomainClass)rules.ClassOf(field);

    /// <summary>The fields that are set in the message, each alone.</summary>
    /// <param name="message">E.g. a Person.</param>
    /// <param name="prefix">Put before the field name to make the path: empty for a person, <c>measure/ID/</c> for a measure.</param>
    public IEnumerable<OpenField> Split(IMessage message, string prefix = "")
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var alone = message.Descriptor.Parser.ParseFrom(ByteString.Empty);
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(alone);
                foreach (var item in (System.Collections.IList)value)
                    list.Add(item);
            }
            else if (value is not null)
            {
                field.Accessor.SetValue(alone, value);
            }

            // What the contract does not know is neither sealed nor ever echoed.
            var plain = message.Descriptor.Parser.WithDiscardUnknownFields(true).ParseFrom(alone.ToByteArray()).ToByteArray();
            if (plain.Length > 0)
                yield return new OpenField(prefix + field.Name, ClassOf(field), plain);
        }
    }

    /// <summary>The fields of a message type whose class is permitted, among those that the mask names.</summary>
    /// <param name="type">E.g. the descriptor of Person.</param>
    /// <param name="mask">Names of fields; those of other types are left alone.</param>
    public IReadOnlyList<FieldDescriptor> Asked(MessageDescriptor type, IEnumerable<string> mask) =>
        mask.Select(type.FindFieldByName).OfType<FieldDescriptor>().Distinct().ToList();
}

/// <summary>A field in the open, on its way to being sealed. Prints no value.</summary>
internal sealed class OpenField(string path, DomainClass fieldClass, byte[] plain)
{
    public string Path { get; } = path;

    public DomainClass Class { get; } = fieldClass;

    public byte[] Plain { get; } = plain;

    public override string ToString() => Path;
}
