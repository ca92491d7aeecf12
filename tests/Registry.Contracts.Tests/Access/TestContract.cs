using Google.Protobuf;
using Google.Protobuf.Reflection;
using Registry.V1;

namespace Registry.Contracts.Tests.Access;

/// <summary>A small contract of our own making, built as protoc would hand it over: one service, one method, two messages.</summary>
internal static class TestContract
{
    /// <summary>A rule with nothing missing.</summary>
    public static AccessRule Rule() => new()
    {
        Scope = "test.read",
        Purposes = { Purpose.Audit },
        Line = LineKind.Read,
        Gravity = Gravity.Routine,
    };

    /// <summary>A method; without <c>(access)</c> when the rule is null.</summary>
    public static MethodDescriptorProto Method(string name, AccessRule? rule)
    {
        var method = new MethodDescriptorProto { Name = name, InputType = ".registry.test.Asked", OutputType = ".registry.test.Told" };
        if (rule is null)
            return method;
        method.Options = new MethodOptions();
        method.Options.SetExtension(OptionsExtensions.Access, rule);
        return method;
    }

    /// <summary>A text field; without <c>(field_class)</c> when the class is null.</summary>
    public static FieldDescriptorProto Text(string name, int number, FieldClass? fieldClass = null)
    {
        var field = new FieldDescriptorProto
        {
            Name = name,
            Number = number,
            Type = FieldDescriptorProto.Types.Type.String,
            Label = FieldDescriptorProto.Types.Label.Optional,
        };
        if (fieldClass is not { } declared)
            return field;
        field.Options = new FieldOptions();
        field.Options.SetExtension(OptionsExtensions.FieldClass, declared);
        return field;
    }

    /// <summary>A field that holds a message.</summary>
    public static FieldDescriptorProto Inner(string name, int number, string type) => new()
    {
        Name = name,
        Number = number,
        Type = FieldDescriptorProto.Types.Type.Message,
        TypeName = type,
        Label = FieldDescriptorProto.Types.Label.Optional,
    };

    /// <summary>A message; without <c>(fields)</c> when the class is null.</summary>
    public static DescriptorProto Message(string name, FieldClass? whole, params FieldDescriptorProto[] fields)
    {
        var message = new DescriptorProto { Name = name, Field = { fields } };
        if (whole is not { } declared)
            return message;
        message.Options = new MessageOptions();
        message.Options.SetExtension(OptionsExtensions.Fields, declared);
        return message;
    }

    /// <summary>The file with these methods and messages; what is asked and told stands in it unless given.</summary>
    public static IReadOnlyList<FileDescriptor> Of(IEnumerable<MethodDescriptorProto> methods, params DescriptorProto[] messages)
    {
        var file = new FileDescriptorProto
        {
            Name = "registry/test/bad.proto",
            Package = "registry.test",
            Syntax = "proto3",
            Dependency = { "registry/v1/options.proto" },
            Service = { new ServiceDescriptorProto { Name = "TestService", Method = { methods } } },
            MessageType = { messages },
        };
        foreach (var usual in (string[])["Asked", "Told"])
        {
            if (messages.All(message => message.Name != usual))
                file.MessageType.Add(Message(usual, FieldClass.Envelope, Text("about", 1)));
        }

        var built = FileDescriptor.BuildFromByteStrings(
            [DescriptorReflection.Descriptor.SerializedData, OptionsReflection.Descriptor.SerializedData, file.ToByteString()],
            [OptionsExtensions.Access, OptionsExtensions.Fields, OptionsExtensions.FieldClass]);
        return [built[^1]];
    }
}
