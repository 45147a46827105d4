// validatorUrl: null keeps the browser from sending the description to a public validator.
SwaggerUIBundle({
  url: 'v3/api-docs',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
