namespace Marten.Exceptions;

/// <summary>A stream was started without its type in a store that demands one.</summary>
public class StreamTypeMissingException()
    : MartenException("A stream type declaration is required when starting a new event stream because of the UseMandatoryStreamTypeDeclaration setting");
