namespace ShimLsp.Core.Models;

/// <summary>The stable names of what can be wrong in a catalog's text or in settings: <see cref="CatalogProblem.Code"/>.</summary>
public static class CatalogProblemCode
{
    /// <summary>
    /// The text is larger than <see cref="CatalogParser.MaxBytes"/> and was not read, or it has more than
    /// <see cref="CatalogParser.MaxRows"/> rows and the rest was left out.
    /// </summary>
    public const string TooLarge = "tooLarge";

    /// <summary>The text is not UTF-8.</summary>
    public const string InvalidUtf8 = "invalidUtf8";

    /// <summary>The file is empty.</summary>
    public const string EmptyFile = "emptyFile";

    /// <summary>The text is not JSON.</summary>
    public const string InvalidJson = "invalidJson";

    /// <summary>The text nests too deeply.</summary>
    public const string TooDeep = "tooDeep";

    /// <summary>The text is neither an array nor an object.</summary>
    public const string NotACatalog = "notACatalog";

    /// <summary>The catalog lists no model.</summary>
    public const string NoModels = "noModels";

    /// <summary>A value has the wrong type.</summary>
    public const string WrongType = "wrongType";

    /// <summary>A number is outside its range.</summary>
    public const string OutOfRange = "outOfRange";

    /// <summary>A word is not one of those that are known.</summary>
    public const string UnknownValue = "unknownValue";

    /// <summary>A number is written as a string; it is read all the same.</summary>
    public const string NumberAsString = "numberAsString";

    /// <summary>Something that is needed is absent.</summary>
    public const string MissingField = "missingField";

    /// <summary>A name is not known and is close to one that is.</summary>
    public const string UnknownField = "unknownField";

    /// <summary>A name stands twice in one object; the last one holds.</summary>
    public const string DuplicateProperty = "duplicateProperty";

    /// <summary>Two spellings of one field differ; the canonical one holds.</summary>
    public const string ConflictingAliases = "conflictingAliases";

    /// <summary>A row names a provider that is not known.</summary>
    public const string UnknownProvider = "unknownProvider";

    /// <summary>A base URL is not an absolute http or https URL.</summary>
    public const string InvalidBaseUrl = "invalidBaseUrl";

    /// <summary>A slug holds white space or control characters.</summary>
    public const string InvalidSlug = "invalidSlug";

    /// <summary>Two rows, or a row and the router, have one slug.</summary>
    public const string DuplicateSlug = "duplicateSlug";

    /// <summary>A key stands in the file itself.</summary>
    public const string LiteralCredential = "literalCredential";

    /// <summary>A credential reference is malformed; the row's key cannot be resolved.</summary>
    public const string InvalidCredential = "invalidCredential";

    /// <summary>A header cannot be sent as written.</summary>
    public const string InvalidHeader = "invalidHeader";

    /// <summary>A name of a model names none.</summary>
    public const string UnknownModel = "unknownModel";

    /// <summary>A candidate stands twice; the first one holds.</summary>
    public const string DuplicateCandidate = "duplicateCandidate";

    /// <summary>Neither relative costs nor prices cover every candidate, so all cost the same.</summary>
    public const string NoCostBasis = "noCostBasis";

    /// <summary>There are more problems than are listed.</summary>
    public const string MoreProblems = "moreProblems";
}
